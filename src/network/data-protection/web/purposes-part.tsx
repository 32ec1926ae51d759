import { useState } from 'react'
import {
  ask,
  Button,
  Field,
  FormDialog,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
  Waiting,
} from '../../../base/ui/index.ts'
import type { Line } from '../contract.ts'
import { RegisterTable } from './register-table.tsx'
import { lines_in, use_again, use_part, use_registers } from './use-privacy.ts'
import { use_words } from './words.ts'

type Wording = { purpose: string; version: number; text: string; digest: string; said_name: string; said_at: string }

/** The register of purposes, and the words in which people are asked for those that rest on consent. */
export const PurposesPart = ({ may_change }: { may_change: boolean }) => {
  const words = use_words()
  const found = use_registers()
  const wordings = use_part<Wording[]>('/wordings')
  const [asked, ask_for] = useState<Line>()
  const register = found.data?.registers.find(({ kind }) => kind === 'purpose')
  const error = found.error ?? wordings.error
  if (!found.data || !register || !wordings.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  const purposes = lines_in(found.data, 'purpose')
  const consented = purposes.filter(({ body, is_ended }) => body['basis'] === 'consent' && !is_ended)
  return (
    <>
      <RegisterTable
        register={register}
        lines={purposes}
        columns={['name', 'basis', 'reference', 'may_stop', 'certainty']}
        may_change={may_change}
      />
      <section className="pdp-part">
        <header>
          <h2>{words.wordings}</h2>
          <p className="muted small">{words.wordings_note}</p>
        </header>
        <div className="pdp-cards">
          {consented.map((purpose) => {
            const versions = wordings.data.filter((one) => one.purpose === purpose.id)
            return (
              <article key={purpose.id} className="card pdp-card">
                <header className="row wrap">
                  <h3>{String(purpose.body['name'])}</h3>
                  {versions[0] ? (
                    <Pill>{words.version(versions[0].version)}</Pill>
                  ) : (
                    <Pill tone="amber">{words.no_wording}</Pill>
                  )}
                  <span className="push">
                    {may_change && <Button onClick={() => ask_for(purpose)}>{words.new_wording}</Button>}
                  </span>
                </header>
                {versions.slice(0, 1).map((one) => (
                  <div key={one.version}>
                    <p className="pdp-wording">{one.text}</p>
                    <p className="muted small">{words.said_by(one.said_name, show_moment(one.said_at.slice(0, 16)))}</p>
                    <p className="pdp-digest">
                      {words.digest} {one.digest}
                    </p>
                  </div>
                ))}
              </article>
            )
          })}
        </div>
      </section>
      {asked && (
        <WordingDialog
          purpose={asked}
          begin={wordings.data.find((one) => one.purpose === asked.id)?.text ?? ''}
          close={() => ask_for(undefined)}
        />
      )}
    </>
  )
}

const WordingDialog = ({ purpose, begin, close }: { purpose: Line; begin: string; close: () => void }) => {
  const words = use_words()
  const again = use_again()
  const [text, set_text] = useState(begin)
  const send = async () => {
    await ask('/privacy/wordings', { body: { purpose: purpose.id, text } })
    say_done(words.saved)
    again()
  }
  return (
    <FormDialog
      title={`${words.wording}: ${String(purpose.body['name'])}`}
      act={words.save}
      wide
      send={send}
      close={close}
      ready={text.trim() !== '' && text !== begin}
    >
      <Field label={words.wording} required hint={words.wording_hint}>
        {(ids) => (
          <textarea {...ids} className="box" rows={8} value={text} onChange={(event) => set_text(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  )
}
