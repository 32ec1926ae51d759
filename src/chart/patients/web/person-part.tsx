import { Field, MomentInput, Segments, TextField } from '../../../base/ui/index.ts'
import { CodedPick } from './coded-pick.tsx'
import type { PartProps } from './identity-part.tsx'
import { remark_on_card, remark_on_phone } from './registration-draft.ts'
import { use_words } from './words.ts'

export const PersonPart = ({ draft, change }: PartProps) => {
  const words = use_words()
  const phone = remark_on_phone(draft.phone)
  const is_unknown = draft.id_kind === 'none' && draft.reason === 'unknown-emergency'
  return (
    <section className="card part">
      <h2>{words.person}</h2>
      <div className="grid-3">
        <TextField label={words.name} required value={draft.name} change={(name) => change({ name })} />
        <Field label={words.birth} required={!is_unknown} hint={words.birth_hint}>
          {(ids) => (
            <MomentInput
              id={ids.id}
              kind="date"
              direction="past"
              partial
              value={draft.birth_date}
              change={(birth_date) => change({ birth_date })}
            />
          )}
        </Field>
        <Field label={words.gender} required>
          {() => (
            <Segments
              label={words.gender}
              value={draft.gender}
              choose={(gender) => change({ gender })}
              options={[
                { value: 'male', label: words.male },
                { value: 'female', label: words.female },
                { value: 'unknown', label: words.unknown },
              ]}
            />
          )}
        </Field>
        <CodedPick
          label={words.ethnicity}
          catalogue="ethnicity"
          value={draft.ethnicity}
          change={(ethnicity) => change({ ethnicity })}
        />
        <CodedPick
          label={words.occupation}
          catalogue="occupation"
          value={draft.occupation}
          change={(occupation) => change({ occupation })}
        />
        <CodedPick
          label={words.nationality}
          catalogue="nationality"
          value={draft.nationality}
          change={(nationality) => change({ nationality })}
        />
        <TextField
          label={words.phone}
          type="tel"
          value={draft.phone}
          change={(value) => change({ phone: value })}
          hint={phone?.text}
          tone={phone?.tone}
        />
        <TextField label={words.workplace} value={draft.workplace} change={(workplace) => change({ workplace })} />
      </div>
    </section>
  )
}

export const InsurancePart = ({ draft, change }: PartProps) => {
  const words = use_words()
  const remark = remark_on_card(draft.card, words.benefit)
  return (
    <section className="card part">
      <h2>{words.insurance}</h2>
      <div className="grid-3">
        <TextField
          label={words.card}
          value={draft.card}
          change={(card) => change({ card })}
          hint={remark?.text}
          tone={remark?.tone}
        />
        <Field label={words.from}>
          {(ids) => (
            <MomentInput
              id={ids.id}
              kind="date"
              value={draft.card_from}
              change={(card_from) => change({ card_from })}
            />
          )}
        </Field>
        <Field label={words.to}>
          {(ids) => (
            <MomentInput id={ids.id} kind="date" value={draft.card_to} change={(card_to) => change({ card_to })} />
          )}
        </Field>
      </div>
    </section>
  )
}

export const AddressPart = ({ draft, change }: PartProps) => {
  const words = use_words()
  return (
    <section className="card part">
      <h2>{words.address}</h2>
      <div className="grid-2">
        <CodedPick
          label={words.province}
          catalogue="province"
          value={draft.province}
          change={(province) => change({ province, ward: null })}
        />
        <CodedPick
          label={words.ward}
          catalogue="ward"
          province={draft.province?.code}
          value={draft.ward}
          change={(ward) => change({ ward })}
        />
        <TextField label={words.hamlet} value={draft.hamlet} change={(hamlet) => change({ hamlet })} />
        <TextField label={words.line} value={draft.line} change={(line) => change({ line })} />
      </div>
    </section>
  )
}

export const ContactPart = ({ draft, change }: PartProps) => {
  const words = use_words()
  const phone = remark_on_phone(draft.contact_phone)
  return (
    <section className="card part">
      <h2>{words.contact}</h2>
      <div className="grid-3">
        <TextField
          label={words.contact_name}
          value={draft.contact_name}
          change={(contact_name) => change({ contact_name })}
        />
        <TextField
          label={words.relationship}
          value={draft.relationship}
          change={(relationship) => change({ relationship })}
        />
        <TextField
          label={words.contact_phone}
          type="tel"
          value={draft.contact_phone}
          change={(contact_phone) => change({ contact_phone })}
          hint={phone?.text}
          tone={phone?.tone}
        />
      </div>
    </section>
  )
}
