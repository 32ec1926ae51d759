import { Button, Dialog, Refused, show_moment } from '../../../base/ui/index.ts'
import type { LikelyDuplicate } from '../contract.ts'
import type { RegistrationDraft } from './registration-draft.ts'
import { use_words } from './words.ts'

export const duplicates_of = (error: unknown): LikelyDuplicate[] =>
  error instanceof Refused && error.status === 409 && Array.isArray(error.details.duplicates)
    ? (error.details.duplicates as LikelyDuplicate[])
    : []

type DuplicatesProps = {
  draft: RegistrationDraft
  /** Of the chart that is put right; a person being registered has none yet. */
  patient_code?: string
  duplicates: LikelyDuplicate[]
  /** The same comparison is made before a second chart and before a number is written on a chart. */
  words: { title: string; note: string; here: string; other: string; go_on: string }
  use_existing: (one: LikelyDuplicate) => void
  confirm_new: () => void
  close: () => void
}

/** Side by side, line by line: a second chart of one person is made only by a clerk who has looked. */
export const Duplicates = (props: DuplicatesProps) => {
  const { draft, duplicates, words: said, use_existing, confirm_new, close } = props
  const words = use_words()
  const place = [draft.line, draft.hamlet, draft.ward?.display, draft.province?.display].filter(Boolean).join(', ')
  const rows: { label: string; typed: string; of: (one: LikelyDuplicate) => string }[] = [
    { label: words.name, typed: draft.name, of: (one) => one.name },
    { label: words.birth, typed: show_moment(draft.birth_date), of: (one) => show_moment(one.birth_date) },
    { label: words.gender, typed: draft.gender ? words[draft.gender] : '', of: (one) => words[one.gender] },
    { label: words.identifier, typed: draft.id_value || draft.card, of: (one) => one.identifier },
    { label: words.address, typed: place, of: (one) => one.address },
    { label: words.patient_code, typed: props.patient_code ?? '—', of: (one) => one.patient_code },
    { label: words.why, typed: '', of: (one) => one.reasons.join('; ') },
  ]
  return (
    <Dialog
      title={said.title}
      wide
      close={close}
      foot={
        <Button look="danger" onClick={confirm_new}>
          {said.go_on}
        </Button>
      }
    >
      <p className="muted">{said.note}</p>
      <div className="compare">
        <table>
          <thead>
            <tr>
              <th />
              <th scope="col">{said.here}</th>
              {duplicates.map((one) => (
                <th key={one.id} scope="col">
                  <Button look="primary" onClick={() => use_existing(one)}>
                    {said.other}
                  </Button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td>{row.typed}</td>
                {duplicates.map((one) => (
                  <td key={one.id} className={row.of(one) === row.typed ? 'same' : undefined}>
                    {row.of(one)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}
