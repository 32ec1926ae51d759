import { Button, Dialog, show_moment } from '../../../base/ui/index.ts'
import type { LikelyDuplicate } from '../contract.ts'
import type { RegistrationDraft } from './registration-draft.ts'
import { use_words } from './words.ts'

type DuplicatesProps = {
  draft: RegistrationDraft
  duplicates: LikelyDuplicate[]
  use_existing: (one: LikelyDuplicate) => void
  confirm_new: () => void
  close: () => void
}

/** Side by side, line by line: a second chart of one person is made only by a clerk who has looked. */
export const Duplicates = ({ draft, duplicates, use_existing, confirm_new, close }: DuplicatesProps) => {
  const words = use_words()
  const place = [draft.line, draft.hamlet, draft.ward?.display, draft.province?.display].filter(Boolean).join(', ')
  const rows: { label: string; typed: string; of: (one: LikelyDuplicate) => string }[] = [
    { label: words.name, typed: draft.name, of: (one) => one.name },
    { label: words.birth, typed: show_moment(draft.birth_date), of: (one) => show_moment(one.birth_date) },
    { label: words.gender, typed: draft.gender ? words[draft.gender] : '', of: (one) => words[one.gender] },
    { label: words.identifier, typed: draft.id_value || draft.card, of: (one) => one.identifier },
    { label: words.address, typed: place, of: (one) => one.address },
    { label: words.patient_code, typed: '—', of: (one) => one.patient_code },
    { label: words.why, typed: '', of: (one) => one.reasons.join('; ') },
  ]
  return (
    <Dialog
      title={words.doubles}
      wide
      close={close}
      foot={
        <Button look="danger" onClick={confirm_new}>
          {words.different}
        </Button>
      }
    >
      <p className="muted">{words.doubles_note}</p>
      <div className="compare">
        <table>
          <thead>
            <tr>
              <th />
              <th scope="col">{words.typed_now}</th>
              {duplicates.map((one) => (
                <th key={one.id} scope="col">
                  <Button look="primary" onClick={() => use_existing(one)}>
                    {words.same_person}
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
