import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../base/ui/index.ts'
import type { Definitions } from '../contract.ts'

/** Steps, papers and registers as the server defines them; they do not change while the page is open. */
export const use_definitions = () =>
  useQuery({
    queryKey: ['board', 'definitions'],
    queryFn: () => ask<Definitions>('/board/definitions'),
    staleTime: Infinity,
  })
