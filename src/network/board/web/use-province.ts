import { useQuery } from '@tanstack/react-query'
import { ask, query_string } from '../../../base/ui/index.ts'
import type { ProvincePage } from '../../deployment/contract.ts'
import { use_programme } from './use-programme.ts'

/** The province's page of the programme this tab looks at, asked once for all who show some of it. */
export const use_province = (options: { refetchInterval?: number; retry?: boolean } = {}) => {
  const chosen = use_programme()
  const province = useQuery({
    queryKey: ['board', 'province', chosen.id],
    queryFn: () => ask<ProvincePage>(`/board/province${query_string({ programme: chosen.id })}`),
    enabled: chosen.is_ready,
    placeholderData: (before) => before,
    ...options,
  })
  return { province, chosen }
}
