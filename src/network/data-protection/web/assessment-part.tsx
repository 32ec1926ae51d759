import { useState } from 'react'
import { Button, ListTable, Notice, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Assessment } from '../contract.ts'
import { RecipientsTable } from './outward-part.tsx'
import { RegisterDialog } from './register-dialog.tsx'
import { RegisterTable } from './register-table.tsx'
import { lines_in, use_again, use_part, use_registers } from './use-privacy.ts'
import { use_words } from './words.ts'

const tones = { due: 'amber', late: 'red', filed: 'green', outdated: 'amber' } as const

const State = ({ found }: { found: Assessment }) => {
  const words = use_words()
  const said = words.assessment
  const day = found.due_on === '' ? '' : show_moment(found.due_on)
  const text = found.state === 'due' ? said.due(day) : found.state === 'late' ? said.late(day) : said[found.state]
  return (
    <Notice tone={tones[found.state]}>
      <b>{text}</b> {found.began_on !== '' && <span className="muted">{words.began(show_moment(found.began_on))}</span>}
    </Notice>
  )
}

/** The technical parts of the assessment file, and whether what was filed still holds. */
export const AssessmentPart = ({ may_change }: { may_change: boolean }) => {
  const words = use_words()
  const again = use_again()
  const [filing, file] = useState(false)
  const registers = use_registers()
  const found = use_part<Assessment>('/assessment')
  const register = registers.data?.registers.find(({ kind }) => kind === 'assessment')
  if (!registers.data || !register || !found.data)
    return registers.error || found.error ? <RefusalNotice error={registers.error ?? found.error} /> : <Waiting />
  const { data, recipients, measures } = found.data
  return (
    <>
      <section className="pdp-part stack">
        <State found={found.data} />
        <p className="row wrap">
          <a className="btn" href="/api/privacy/assessment.pdf" target="_blank" rel="noreferrer">
            {words.print_assessment}
          </a>
          <a className="btn" href="/api/privacy/access-matrix.csv" download>
            {words.matrix}
          </a>
        </p>
      </section>
      <RegisterTable
        register={register}
        lines={lines_in(registers.data, 'assessment')}
        columns={['number', 'filed_on', 'note']}
        may_change={may_change}
        once
        add={may_change && <Button onClick={() => file(true)}>{words.file}</Button>}
      />
      <div className="pdp-answer">
        <section className="pdp-part">
          <header>
            <h2>{words.data}</h2>
          </header>
          <ListTable titles={[words.type, words.resources, words.people]}>
            {data.map(({ type, count, people }) => (
              <tr key={type}>
                <td>{words.types[type] ?? type}</td>
                <td>{count.toLocaleString('vi-VN')}</td>
                <td>{people.toLocaleString('vi-VN')}</td>
              </tr>
            ))}
          </ListTable>
        </section>
        <section className="pdp-part">
          <header>
            <h2>{words.measures}</h2>
          </header>
          <ul className="card pdp-card stack">
            {measures.map(({ what, how }) => (
              <li key={what}>
                <b>{what}</b>
                <span className="muted small"> {how}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section className="pdp-part">
        <header>
          <h2>{words.recipients}</h2>
        </header>
        <RecipientsTable recipients={recipients} />
      </section>
      {filing && <RegisterDialog register={register} done={again} close={() => file(false)} />}
    </>
  )
}
