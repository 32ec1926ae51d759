import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, Empty, query_string, RefusalNotice, Refused, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_day } from '../../board/web/figures.ts'
import type { ProgrammeMember, ProgrammePage as Page, StepLine } from '../contract.ts'
import './deployment.css'
import { MemberDialog } from './member-dialog.tsx'
import { ProgrammeDialog } from './programme-dialog.tsx'
import { ProgrammePick } from '../../board/web/programme-pick.tsx'
import './register.css'
import { use_register_words } from './register-words.ts'
import { TableActs } from './table-acts.tsx'
import { use_definitions } from './use-definitions.ts'
import { use_programme } from '../../board/web/use-programme.ts'

/** What the province set itself, by when, and who takes part from when until when. */
const ProgrammePage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_register_words()
  const client = useQueryClient()
  const definitions = use_definitions()
  const [written, write] = useState<'edited' | 'new'>()
  const chosen = use_programme()
  const [member, choose] = useState<ProgrammeMember | 'new'>()
  const page = useQuery({
    queryKey: ['board', 'programme', chosen.id],
    queryFn: () => ask<Page>(`/board/programme${query_string({ programme: chosen.id })}`),
    enabled: chosen.is_ready,
    retry: false,
  })
  useEffect(() => {
    document.title = words.programme
  }, [words])
  const error = page.error ?? definitions.error
  const done = () => void client.invalidateQueries({ queryKey: ['board'] })
  if (page.error instanceof Refused && page.error.status === 404 && definitions.data)
    return <NoProgramme steps={definitions.data.steps} may_decide={may_decide} done={done} />
  if (!page.data || !definitions.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  const { programme } = page.data
  const { steps } = definitions.data
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{programme.name}</h1>
        <span className="muted small">{programme.source}</span>
        <span className="push row wrap">
          <ProgrammePick chosen={chosen} shown={programme.id} />
          <TableActs what="progress" programme={programme.id} may_import={may_decide} />
          {may_decide && (
            <>
              <Button onClick={() => write('edited')}>{words.edit_programme}</Button>
              <Button onClick={() => write('new')}>{words.new_programme}</Button>
            </>
          )}
        </span>
      </header>
      <Steps page={page.data} steps={steps} />
      <section className="dep-part">
        <header className="row wrap">
          <h2>{words.members}</h2>
          <span className="muted small">
            {words.member_count(
              page.data.members.filter(({ left_on }) => !left_on || left_on > page.data.today).length,
              page.data.members.length,
            )}
          </span>
          {may_decide && (
            <span className="push row wrap">
              <TableActs what="taking-part" programme={programme.id} may_import quiet />
              <Button onClick={() => choose('new')}>{words.add_member}</Button>
            </span>
          )}
        </header>
        <Members page={page.data} choose={may_decide ? choose : undefined} />
      </section>
      {written && (
        <ProgrammeDialog
          programme={written === 'edited' ? programme : undefined}
          steps={steps}
          done={(id) => {
            chosen.choose(id)
            done()
          }}
          close={() => write(undefined)}
        />
      )}
      {member && (
        <MemberDialog
          page={page.data}
          member={member === 'new' ? undefined : member}
          done={done}
          close={() => choose(undefined)}
        />
      )}
    </div>
  )
}

type NoProgrammeProps = { steps: StepLine[]; may_decide: boolean; done: () => void }

/** The first thing the Sở enters. */
const NoProgramme = ({ steps, may_decide, done }: NoProgrammeProps) => {
  const words = use_register_words()
  const [adding, add] = useState(false)
  return (
    <div className="column dep-column board">
      <Empty title={words.no_programme}>
        {may_decide && (
          <p>
            <Button look="primary" onClick={() => add(true)}>
              {words.new_programme}
            </Button>
          </p>
        )}
      </Empty>
      {adding && <ProgrammeDialog programme={undefined} {...{ steps, done }} close={() => add(false)} />}
    </div>
  )
}

const Steps = ({ page: { programme, today }, steps }: { page: Page; steps: StepLine[] }) => {
  const words = use_register_words()
  return (
    <section className="card reg-facts">
      <h2>{words.steps_due}</h2>
      <p className="reg-name">
        <b>{words.runs(say_day(programme.from_day), say_day(programme.target_day))}</b>{' '}
        <span className="muted">
          · {words.deadline} {say_day(programme.target_day)}
        </span>
      </p>
      <ol className="reg-steps">
        {steps.map(({ id, name, done }) => {
          const due = programme.steps.find(({ step }) => step === id)?.due ?? ''
          return (
            <li key={id} title={done} className={due < today ? 'over' : undefined}>
              <span>{name}</span>
              <b>{say_day(due)}</b>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

type MembersProps = { page: Page; choose: ((member: ProgrammeMember) => void) | undefined }

const Members = ({ page, choose }: MembersProps) => {
  const words = use_register_words()
  return (
    <div className="card scroll-x">
      <table className="dep-table stacks reg-table">
        <thead>
          <tr>
            <th className="number place">{words.place}</th>
            <th>{words.name}</th>
            <th>{words.code}</th>
            <th>{words.joined}</th>
            <th>{words.left}</th>
            <th>{words.deadline}</th>
            {choose && <th />}
          </tr>
        </thead>
        <tbody>
          {page.members.map((member) => (
            <tr key={member.facility} className={member.left_on ? 'reg-ended' : undefined}>
              <td data-label={words.place} className="number">
                {member.place}
              </td>
              <td data-label={words.name}>
                <Link href={`/so/co-so/${member.facility}`}>
                  <b>{member.name}</b>
                </Link>
              </td>
              <td data-label={words.code}>{member.facility}</td>
              <td data-label={words.joined}>{say_day(member.joined_on)}</td>
              <td data-label={words.left}>{member.left_on && say_day(member.left_on)}</td>
              <td data-label={words.deadline}>{!member.left_on && say_day(page.programme.target_day)}</td>
              {choose && (
                <td className="dep-acts">
                  <Button look="quiet" onClick={() => choose(member)}>
                    {words.change}
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export default ProgrammePage
