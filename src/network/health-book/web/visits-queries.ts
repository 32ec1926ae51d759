import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, query_string } from '../../../base/ui/index.ts'
import type { NationalList, NationalTray, PortalWord, SeenView, SeenWish } from '../contract.ts'

const fresh_ms = 5_000

export const use_national = (tray: NationalTray) =>
  useQuery({
    queryKey: ['national-visits', tray],
    queryFn: () => ask<NationalList>(`/health-book/visits${query_string({ tray })}`),
    refetchInterval: fresh_ms,
  })

const about_of = (about: string): string => `?about=${encodeURIComponent(about)}`

/** Each asks the lists again: what was mended leaves its tray. */
export const use_national_acts = () => {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['national-visits'] })
  return {
    again: async (about: string) => {
      await ask<object>(`/health-book/again${about_of(about)}`, { body: {} })
      await refresh()
    },
    tell: async (about: string, body: PortalWord) => {
      await ask<object>(`/health-book/portal-word${about_of(about)}`, { body })
      await refresh()
    },
  }
}

export const use_seen = (patient: string) =>
  useQuery({ queryKey: ['seen-on-phone', patient], queryFn: () => ask<SeenView>(`/seen-on-phone/${patient}`) })

export const use_note_seen = (patient: string) => {
  const client = useQueryClient()
  return async (body: SeenWish) => {
    await ask<{ id: string }>(`/seen-on-phone/${patient}`, { body })
    await client.invalidateQueries({ queryKey: ['seen-on-phone', patient] })
    await client.invalidateQueries({ queryKey: ['timeline', patient] })
  }
}
