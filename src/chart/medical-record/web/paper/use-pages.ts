import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask, ask_response, query_string } from '../../../../base/ui/index.ts'
import type { Pages } from '../../contract.ts'

/** The list is asked again after each save; only pages whose digest changed travel. Old pages stay until the new ones are there. */
export const use_pages = (sheet: string, revision: string) =>
  useQuery({
    queryKey: ['pages', sheet, revision],
    queryFn: () => ask<Pages>(`/sheets/${sheet}/pages`),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })

const kept_ms = 120_000

export const use_page = (sheet: string, index: number, digest: string, is_wanted: boolean) =>
  useQuery({
    queryKey: ['page', sheet, index, digest],
    enabled: is_wanted,
    queryFn: async ({ signal }) =>
      (await ask_response(`/sheets/${sheet}/pages/${index}${query_string({ digest })}`, { signal })).text(),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: kept_ms,
  })
