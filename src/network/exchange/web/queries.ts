import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, query_string } from '../../../base/ui/index.ts'
import type { ExchangeCounts, IncomingLetter, IncomingList, OutgoingLetter, OutgoingList } from '../contract.ts'

/** What comes does so by itself: looked at again now and then. */
const fresh_ms = 20_000

export const use_counts = () =>
  useQuery({
    queryKey: ['exchange', 'counts'],
    queryFn: () => ask<ExchangeCounts>('/exchange/counts'),
    refetchInterval: fresh_ms,
  })

const use_pages = <List extends { lines: { id: string }[]; more: boolean }>(way: string, tray: string) =>
  useInfiniteQuery({
    queryKey: ['exchange', way, tray],
    queryFn: ({ pageParam }) => ask<List>(`/exchange/${way}${query_string({ tray, after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (last) => (last.more ? last.lines.at(-1)?.id : undefined),
    refetchInterval: fresh_ms,
  })

export const use_incoming = (tray: string) => use_pages<IncomingList>('incoming', tray)
export const use_outgoing = (tray: string) => use_pages<OutgoingList>('outgoing', tray)

export const use_letter = (id: string) =>
  useQuery({
    queryKey: ['exchange', 'letter', id],
    queryFn: () => ask<IncomingLetter>(`/exchange/incoming/${id}`),
    refetchInterval: fresh_ms,
    // Whoever comes back from admitting the person finds the visit.
    refetchOnMount: 'always',
  })

export const use_sent = (id: string) =>
  useQuery({
    queryKey: ['exchange', 'sent', id],
    queryFn: () => ask<OutgoingLetter>(`/exchange/outgoing/${id}`),
    refetchInterval: fresh_ms,
  })

/** One act at a time; its refusal stays to be read until the next. */
export const use_act = () => {
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    set_busy(true)
    set_error(undefined)
    try {
      await work()
      await client.invalidateQueries({ queryKey: ['exchange'] })
      return true
    } catch (refused) {
      set_error(refused)
      return false
    } finally {
      set_busy(false)
    }
  }
  return { act, error, is_busy, forget: () => set_error(undefined) }
}
