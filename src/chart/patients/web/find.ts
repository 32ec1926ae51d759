import { ask, query_string, show_moment } from '../../../base/ui/index.ts'
import type { PatientHit, PatientSearch } from '../contract.ts'

export type Coded = { code: string; display: string }
export type Catalogue = 'province' | 'ward' | 'ethnicity' | 'occupation' | 'nationality'

export const find_patients = (text: string, signal?: AbortSignal): Promise<PatientSearch> =>
  ask<PatientSearch>(`/patients${query_string({ q: text })}`, { ...(signal && { signal }) })

export const find_coded = (
  catalogue: Catalogue,
  text: string,
  province: string | undefined,
  signal: AbortSignal,
): Promise<Coded[]> => ask<Coded[]>(`/catalog/${catalogue}${query_string({ q: text, province })}`, { signal })

export const person_place = (id: string): string => `/nguoi-benh/${id}`

/** When somebody died, for a sentence that says that she did; '' where nobody knows when. */
export const say_death = (deceased: string): string => (deceased === 'true' ? '' : show_moment(deceased))

/** What the person who searches may do with the one who is found. */
export type Ways = { may_admit: boolean; may_open: boolean }

/** Where choosing a person leads: to the chart of who lies here, else to admission, else to who they are. */
export const place_of = (hit: PatientHit, { may_admit, may_open }: Ways): string => {
  if (hit.stay) return may_open ? `/benh-an/${hit.stay.encounter}` : person_place(hit.id)
  return may_admit && !hit.deceased ? `/nhap-vien/${hit.id}` : person_place(hit.id)
}
