import { Fragment, useState } from 'react'
import { ask, Button, Pill, query_string, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { FacilityPage, Milestone, Plan, StepLine } from '../contract.ts'
import type { EntryRights } from './entry-acts.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { ProgressDialog } from './progress-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { TaskList } from './task-list.tsx'
import { TableActs } from './table-acts.tsx'
import { use_words } from './words.ts'

type PlanPartProps = EntryRights & { page: FacilityPage; steps: StepLine[]; done: () => void }

const tones = { draft: undefined, submitted: 'amber', approved: 'green', returned: 'red' } as const

const has_tasks = ({ milestones }: Plan, step: string): boolean =>
  milestones.some((one) => one.step === step && (one.tasks ?? []).length > 0)

/** The nine steps with days, owners and how far they are; the versions of the plan and what the Sở said of each. */
export const PlanPart = ({ page, steps, done, ...rights }: PlanPartProps) => {
  const words = use_words()
  const [told, tell] = useState<StepLine>()
  const [writing, write] = useState(false)
  const [latest] = page.plans
  const counting = page.plans.find(({ state }) => state === 'approved') ?? latest
  return (
    <>
      {latest ? <PlanHead {...rights} page={page} plan={latest} done={done} /> : <p>{words.no_plan}</p>}
      <div className="card scroll-x">
        <table className="dep-table stacks">
          <thead>
            <tr>
              <th>{words.step}</th>
              <th>{words.due}</th>
              <th>{words.owner}</th>
              <th>{words.percent}</th>
              <th>{words.evidence}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <Fragment key={step.id}>
                <StepRow
                  step={step}
                  milestone={page.milestones.find((one) => one.step === step.id)}
                  target={page.programme.target_day}
                  tell={rights.may_write ? () => tell(step) : undefined}
                />
                {counting && has_tasks(counting, step.id) && (
                  <tr>
                    <td colSpan={6} className="dep-tasks-cell">
                      <TaskList {...{ page, done, plan: counting, step: step.id, may_write: rights.may_write }} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      <p className="dep-foot row wrap">
        {rights.may_write && <Button onClick={() => write(true)}>{words.write_plan}</Button>}
        <TableActs what="progress" programme={page.programme.id} may_import={rights.may_decide} quiet />
      </p>
      {latest && latest.task_force.length > 0 && <TaskForce plan={latest} />}
      {told && <ProgressDialog page={page} step={told} done={done} close={() => tell(undefined)} />}
      {writing && <PlanDialog page={page} steps={steps} done={done} close={() => write(false)} />}
    </>
  )
}

type StepRowProps = { step: StepLine; milestone: Milestone | undefined; target: string; tell: (() => void) | undefined }

const StepRow = ({ step, milestone, target, tell }: StepRowProps) => {
  const words = use_words()
  return (
    <tr>
      <td data-label={words.step} title={step.source}>
        <b>{step.name}</b>
        <small className="muted block">{step.done}</small>
      </td>
      <td data-label={words.due} className="nowrap">
        {milestone ? say_day(milestone.due) : '–'}
        {milestone && milestone.due > target && (
          <small className="dep-beyond block">{words.beyond(say_day(target))}</small>
        )}
        {milestone && milestone.late_days > 0 && (
          <small className={milestone.percent < 100 ? 'red block' : 'muted block'}>
            {words.late(milestone.late_days)}
          </small>
        )}
      </td>
      <td data-label={words.owner}>{milestone?.owner}</td>
      <td data-label={words.percent} className="nowrap">
        {milestone && (
          <>
            <progress max={100} value={milestone.percent} /> {milestone.percent} %
            {milestone.done_on && (
              <small className="muted block">
                {milestone.lacks ? '✓*' : '✓'} {say_day(milestone.done_on)}
              </small>
            )}
          </>
        )}
      </td>
      <td data-label={words.evidence}>
        {milestone?.evidence}
        {milestone?.lacks && (
          <small className="amber block">
            ✓* {words.on_word}: {words.on_word_of(milestone.lacks_by, milestone.lacks)}
          </small>
        )}
      </td>
      <td className="dep-acts">
        {tell && milestone && (
          <Button look="quiet" onClick={tell}>
            {words.say_progress}
          </Button>
        )}
      </td>
    </tr>
  )
}

const PlanHead = ({
  plan,
  page,
  may_write,
  may_decide,
  done,
}: EntryRights & { plan: Plan; page: FacilityPage; done: () => void }) => {
  const words = use_words()
  const [returning, give_back] = useState(false)
  const [error, set_error] = useState<unknown>()
  const send = async (path: string, body: object): Promise<void> => {
    const at = `/board/facilities/${page.card.code}/plan/${path}${query_string({ programme: page.programme.id })}`
    await ask(at, { body: { version: plan.version, ...body } })
    say_done(words.sent)
    done()
  }
  const start = (path: string, body = {}) => void send(path, body).then(() => set_error(undefined), set_error)
  return (
    <div className="row wrap dep-plan">
      <h2>{words.plan(plan.version)}</h2>
      <Pill tone={tones[plan.state]}>{words.plan_states[plan.state]}</Pill>
      <span className="muted small">
        {plan.decided_by
          ? `${plan.decided_by}${plan.reason && `: ${plan.reason}`}`
          : plan.submitted_by || plan.written_by}
      </span>
      <span className="push">
        {may_write && ['draft', 'returned'].includes(plan.state) && (
          <Button onClick={() => start('submit')}>{words.submit}</Button>
        )}
        {may_decide && plan.state === 'submitted' && (
          <>
            <Button look="primary" onClick={() => start('decide', { approve: true })}>
              {words.approve}
            </Button>
            <Button look="quiet" onClick={() => give_back(true)}>
              {words.return}
            </Button>
          </>
        )}
      </span>
      <RefusalNotice error={error} />
      {returning && (
        <ReasonDialog
          title={words.return}
          send={(reason) => send('decide', { approve: false, reason })}
          close={() => give_back(false)}
        />
      )}
    </div>
  )
}

const TaskForce = ({ plan }: { plan: Plan }) => {
  const words = use_words()
  return (
    <section className="dep-part">
      <header>
        <h2>{words.task_force}</h2>
      </header>
      <ul className="card dep-list small">
        {plan.task_force.map(({ name, role, unit, phone }) => (
          <li key={`${name} ${role}`} className="row wrap">
            <b>{role}</b> {name} <span className="muted">{[unit, phone].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
