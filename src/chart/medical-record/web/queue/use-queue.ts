import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask, query_string } from '../../../../base/ui/index.ts'
import type { SigningQueue } from '../../contract.ts'
import { items_of, join_pages } from './queue-pages.ts'

/** The queue as far as it was asked for. */
export const use_queue = () => {
  const queue = useInfiniteQuery({
    queryKey: ['signing-queue', 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => ask<SigningQueue>(`/signing-queue${pageParam && query_string({ after: pageParam })}`),
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const wards = useMemo(() => join_pages(queue.data?.pages ?? []), [queue.data])
  const items = useMemo(() => items_of(wards), [wards])
  const more = () => void (queue.hasNextPage && !queue.isFetchingNextPage && queue.fetchNextPage())
  return { queue, wards, items, total: queue.data?.pages.at(-1)?.total ?? 0, more }
}
