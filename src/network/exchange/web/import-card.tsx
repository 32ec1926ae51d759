import { useState } from 'react'
import { ask, Button, Notice, RefusalNotice, TextField } from '../../../base/ui/index.ts'
import type { ImportDone, ImportPreview, ImportWish } from '../../../chart/medical-record/contract.ts'
import { use_words } from './words.ts'

const listed_max = 12

const Facts = ({ facts }: { facts: [string, string][] }) => (
  <dl className="import-facts">
    {facts
      .filter(([, value]) => value !== '')
      .map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
)

const Unknown = ({
  fields,
  leaves,
  change,
}: {
  fields: string[]
  leaves: boolean
  change: (leaves: boolean) => void
}) => {
  const words = use_words().imports
  const more = fields.length - listed_max
  return (
    <Notice tone="amber">
      <p>{words.unknown}</p>
      <ul>
        {fields.slice(0, listed_max).map((field) => (
          <li key={field}>
            <code>{field}</code>
          </li>
        ))}
        {more > 0 && <li>{words.unknown_more(more)}</li>}
      </ul>
      <label className="tick">
        <input type="checkbox" checked={leaves} onChange={(event) => change(event.target.checked)} />
        {words.leave}
      </label>
    </Notice>
  )
}

type ImportCardProps = { file: string; preview: ImportPreview; done: (done: ImportDone) => void }

/** Whose file it is and where it goes; the clerk says which house wrote it, and takes it in. */
export const ImportCard = ({ file, preview, done }: ImportCardProps) => {
  const words = use_words().imports
  const { person, stay, here, left_out, documents } = preview
  const [house, set_house] = useState(preview.house)
  const [leaves, set_leaves] = useState(false)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const is_ready = house.trim() !== '' && (left_out.length === 0 || leaves)
  const send = () => {
    const body: ImportWish = { file, house: house.trim(), leaves_unknown: leaves }
    set_busy(true)
    set_error(undefined)
    ask<ImportDone>('/records/import/file', { body })
      .then(done, set_error)
      .finally(() => set_busy(false))
  }
  return (
    <div className="card import-card stack">
      <section>
        <h2>{person.name}</h2>
        <Facts
          facts={[
            [words.born, [person.birth_date, person.gender].filter(Boolean).join(' · ')],
            [words.cccd, person.cccd],
            [words.insurance, person.insurance],
            [words.address, person.address],
          ]}
        />
      </section>
      <section>
        <h3>{words.stay}</h3>
        <Facts
          facts={[
            [words.span, [stay.from, stay.to].filter(Boolean).join(' – ')],
            [words.number, stay.number],
            [words.department, stay.department],
            [words.diagnosis, stay.diagnosis],
          ]}
        />
        {documents > 0 && <p className="muted">{words.documents(documents)}</p>}
      </section>
      <section>
        <h3>{words.into}</h3>
        <p>{here ? words.into_here(here.name, here.patient_code) : words.into_new}</p>
      </section>
      {left_out.length > 0 && <Unknown fields={left_out} leaves={leaves} change={set_leaves} />}
      <TextField label={words.house} required hint={words.house_hint} value={house} change={set_house} />
      <p className="muted">{words.becomes}</p>
      <RefusalNotice error={error} />
      <div className="row">
        <span className="push" />
        <Button look="primary" disabled={!is_ready || is_busy} onClick={send}>
          {words.act}
        </Button>
      </div>
    </div>
  )
}
