import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../base/ui/index.ts'
import type { Chart, FormSummary } from '../contract.ts'
import type { FormDefinition } from '../form-definition.ts'
import { get_sheet } from './acts/sheet-acts.ts'

/** The person at the screen, as far as the chart needs to know. */
export type Person = { account: string; name: string; rights: string[] }

export const use_chart = (encounter: string) =>
  useQuery({ queryKey: ['chart', encounter], queryFn: () => ask<Chart>(`/chart/${encounter}`) })

/** Asked once and then only on purpose: what is being typed must not be replaced from behind. */
export const use_sheet = (id: string | undefined) =>
  useQuery({
    queryKey: ['sheet', id],
    enabled: id !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
    queryFn: () => get_sheet(id ?? ''),
  })

export const use_form = (slug: string | undefined) =>
  useQuery({
    queryKey: ['form', slug],
    enabled: slug !== undefined,
    staleTime: Infinity,
    queryFn: () => ask<FormDefinition>(`/forms/${slug}`),
  })

export const use_forms = () =>
  useQuery({ queryKey: ['forms'], staleTime: Infinity, queryFn: () => ask<FormSummary[]>('/forms') })

/** After a sheet has moved: its tree, its own text, its pages and the signing queue are asked again. */
export const use_refresh = (encounter: string) => {
  const client = useQueryClient()
  return (sheet?: string): Promise<unknown> =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['chart', encounter] }),
      client.invalidateQueries({ queryKey: ['signing-queue'] }),
      ...(sheet
        ? [
            client.invalidateQueries({ queryKey: ['sheet', sheet] }),
            client.invalidateQueries({ queryKey: ['pages', sheet] }),
          ]
        : []),
    ])
}
