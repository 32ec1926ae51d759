import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../../../base/ui/index.ts'
import type { PatientDetail } from '../contract.ts'
import { changed_keys, draft_of, rebase } from './correction-draft.ts'
import type { CorrectionDraft } from './correction-draft.ts'

export type Loaded = { person: PatientDetail; mother_name: string }

const load = async (patient: string): Promise<Loaded> => {
  const person = await ask<PatientDetail>(`/patients/${patient}`)
  const mother = person.mother
    ? await ask<PatientDetail>(`/patients/${person.mother}`).catch(() => undefined)
    : undefined
  return { person, mother_name: mother?.name ?? '' }
}

/** Always asked anew: a version kept from before would be refused when it is saved. */
export const use_person = (patient: string) =>
  useQuery({ queryKey: ['correction', patient], queryFn: () => load(patient), gcTime: 0, refetchOnWindowFocus: false })

type Kept = { base: CorrectionDraft; draft: CorrectionDraft }

const kept_key = (patient: string): string => `benhan.correction.${patient}`

const read_kept = (patient: string): Kept | undefined => {
  const text = sessionStorage.getItem(kept_key(patient))
  return text ? (JSON.parse(text) as Kept) : undefined
}

/** What is typed, kept until it is saved or undone; a newer version of the person slides under it. */
export const use_correction = ({ person, mother_name }: Loaded) => {
  const base = draft_of(person, mother_name)
  const [kept] = useState(() => read_kept(person.id))
  const [draft, set_draft] = useState(() => (kept ? rebase(kept.base, kept.draft, base) : base))
  const [under, set_under] = useState(base)
  const changed = changed_keys(under, draft)
  useEffect(() => {
    if (changed.length > 0) sessionStorage.setItem(kept_key(person.id), JSON.stringify({ base: under, draft }))
    else sessionStorage.removeItem(kept_key(person.id))
  }, [draft, under, person.id, changed.length])
  return {
    draft,
    changed,
    was_kept: kept !== undefined,
    change: (part: Partial<CorrectionDraft>) => set_draft((old) => ({ ...old, ...part })),
    undo: () => set_draft(under),
    /** What was saved is what stands now. */
    settle: (fresh: Loaded) => {
      const now = draft_of(fresh.person, fresh.mother_name)
      set_under(now)
      set_draft(now)
    },
    slide_under: (fresh: Loaded) => {
      const next = draft_of(fresh.person, fresh.mother_name)
      set_draft((old) => rebase(under, old, next))
      set_under(next)
    },
  }
}
