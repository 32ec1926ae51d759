import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { check_cccd } from '../../../base/identity-numbers/index.ts'
import { Field, Notice, Segments, TextField } from '../../../base/ui/index.ts'
import { read_cccd_qr } from './cccd-qr.ts'
import { find_patients, person_place } from './find.ts'
import { PatientPick } from './patient-pick.tsx'
import { remark_on_identity } from './registration-draft.ts'
import type { RegistrationDraft } from './registration-draft.ts'
import { HitLine } from './search-field.tsx'
import { use_words } from './words.ts'

export type PartProps = {
  draft: RegistrationDraft
  change: (changed: Partial<RegistrationDraft>) => void
  /** The person who is put right, and therefore is no other one with the same number. */
  patient?: string
}

export const IdentityPart = ({ draft, change, patient }: PartProps) => {
  const words = use_words()
  return (
    <section className="card part">
      <h2>{words.identity}</h2>
      <Segments
        label={words.identity}
        value={draft.id_kind}
        choose={(id_kind) => change({ id_kind })}
        options={[
          { value: 'cccd', label: words.cccd },
          { value: 'passport', label: words.passport },
          { value: 'cmnd', label: words.cmnd },
          { value: 'none', label: words.no_paper },
        ]}
      />
      {draft.id_kind === 'none' ? (
        <NoPaper draft={draft} change={change} />
      ) : (
        <PaperNumber draft={draft} change={change} {...(patient && { patient })} />
      )}
    </section>
  )
}

const scan_silence_ms = 150

const PaperNumber = ({ draft, change, patient }: PartProps) => {
  const words = use_words()
  const remark = draft.id_value.includes('|') ? undefined : remark_on_identity(draft, words.born_at)
  const is_whole = remark !== undefined && remark.tone !== 'bad'
  // A scanner types letter by letter: the card is read when it has fallen silent.
  useEffect(() => {
    const card = read_cccd_qr(draft.id_value)
    if (!card) return
    const gender = card.gender === 'unknown' ? draft.gender : card.gender
    const read = { id_value: card.number, name: card.name, birth_date: card.birth_date, gender }
    const timer = window.setTimeout(() => change({ ...read, line: draft.line || card.address }), scan_silence_ms)
    return () => window.clearTimeout(timer)
  })
  const take = (typed: string) =>
    change({ id_value: typed, ...(!draft.gender && draft.id_kind === 'cccd' && gender_told(typed)) })
  return (
    <>
      <TextField
        label={words.number}
        required
        value={draft.id_value}
        change={take}
        hint={remark?.text}
        tone={remark?.tone}
        aside={draft.id_kind === 'cccd' ? words.scan_hint : undefined}
        first
      />
      {is_whole && <AlreadyKnown number={draft.id_value.trim()} patient={patient} />}
    </>
  )
}

/** The fourth digit of a whole citizen's number says the sex: one field less to fill. */
const gender_told = (typed: string) => {
  const gender = check_cccd(typed).parts?.gender
  return gender ? { gender } : {}
}

/** Told as soon as the number is whole, not after the whole form has been typed. */
const AlreadyKnown = ({ number, patient }: { number: string; patient: string | undefined }) => {
  const words = use_words()
  const found = useQuery({ queryKey: ['patients', number], queryFn: () => find_patients(number) })
  const hits = (found.data?.hits ?? []).filter((hit) => hit.id !== patient)
  if (hits.length === 0) return null
  return (
    <Notice tone="amber">
      <b>{words.already}</b>
      {hits.map((hit) => (
        <div key={hit.id} className="row wrap">
          <HitLine hit={hit} />
          <Link href={person_place(hit.id)}>{words.use_it}</Link>
        </div>
      ))}
    </Notice>
  )
}

const NoPaper = ({ draft, change }: PartProps) => {
  const words = use_words()
  return (
    <>
      <Field label={words.reason} required>
        {() => (
          <Segments
            label={words.reason}
            value={draft.reason}
            choose={(reason) => change({ reason })}
            options={[
              { value: 'newborn', label: words.newborn },
              { value: 'unknown-emergency', label: words.emergency },
              { value: 'other', label: words.other_reason },
            ]}
          />
        )}
      </Field>
      {draft.reason === 'newborn' && (
        <PatientPick
          label={words.mother}
          hint={words.mother_hint}
          value={draft.mother}
          choose={(hit) => change({ mother: { id: hit.id, name: hit.name } })}
        />
      )}
    </>
  )
}
