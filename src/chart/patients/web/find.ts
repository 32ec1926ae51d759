import { ask, query_string } from '../../../base/ui/index.ts'
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

/** Where choosing a person leads: to the bed they lie in, else to admission. */
export const place_of = (hit: PatientHit, may_admit: boolean): string =>
  hit.stay ? `/benh-an/${hit.stay.encounter}` : may_admit ? `/nhap-vien/${hit.id}` : ''
