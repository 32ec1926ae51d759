import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, query_string } from '../../../base/ui/index.ts'
import type { ChangedResults, ReportPublication, SharedResults, TakenOver } from '../contract.ts'

/** As the hub says it now; nothing is kept. */
export const use_offer = (patient: string, code: string) =>
  useQuery({
    queryKey: ['shared-results', patient, code],
    enabled: code !== '',
    queryFn: () => ask<SharedResults>(`/shared-results${query_string({ patient, code })}`),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** A correction comes while somebody looks at the old value. */
const changes_fresh_ms = 60_000

const taken_key = (encounter: string) => ['taken-results', encounter]

export const use_taken = (encounter: string) =>
  useQuery({
    queryKey: taken_key(encounter),
    queryFn: () => ask<TakenOver[]>(`/shared-results/taken/${encounter}`),
    refetchInterval: changes_fresh_ms,
  })

export const use_taken_again = (encounter: string) => {
  const client = useQueryClient()
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: taken_key(encounter) }),
      client.invalidateQueries({ queryKey: changed_key }),
    ])
  }
}

const changed_key = ['changed-results']

/** @param wish count '1': the number alone, which tells of nobody and so stands in no log */
export const use_changed_results = (wish: { count?: '1'; encounter?: string }) =>
  useQuery({
    queryKey: [...changed_key, wish],
    queryFn: () => ask<ChangedResults>(`/shared-results/changed${query_string(wish)}`),
    refetchInterval: changes_fresh_ms,
  })

/** While it is on its way it is asked again. */
const watch_every_ms = 3_000

export const use_publication = (report: string) =>
  useQuery({
    queryKey: ['report-publication', report],
    queryFn: () => ask<ReportPublication>(`/shared-results/${report}/publication`),
    refetchInterval: ({ state }) => (state.data?.publication?.state === 'waiting' ? watch_every_ms : false),
  })
