import { useState } from 'react'
import { ask, Button, query_string, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { FacilityPage, Plan, PlannedTask } from '../contract.ts'
import { use_words } from './words.ts'

type TaskListProps = { page: FacilityPage; plan: Plan; step: string; may_write: boolean; done: () => void }

/** What is to be done under a step, folded until somebody asks; how much is done and late is said before. */
export const TaskList = ({ page, plan, step, may_write, done }: TaskListProps) => {
  const words = use_words()
  const [error, set_error] = useState<unknown>()
  const tasks = plan.milestones.find((one) => one.step === step)?.tasks ?? []
  if (tasks.length === 0) return null
  const is_late = ({ due, done_on }: PlannedTask): boolean => done_on === null && due < page.today
  const [finished, late] = [tasks.filter(({ done_on }) => done_on !== null).length, tasks.filter(is_late).length]
  const mark = (task: number, done_on: string | null) => {
    const at = `/board/facilities/${page.card.code}/plan/task${query_string({ programme: page.programme.id })}`
    return ask(at, { body: { version: plan.version, step, task, done_on } }).then(() => {
      set_error(undefined)
      say_done(words.saved)
      done()
    }, set_error)
  }
  const may_mark = may_write && plan.state === 'approved' && plan.version === page.plans[0]?.version
  return (
    <details className="dep-tasks">
      <summary>
        {words.tasks(tasks.length)} <span className="muted">· {words.tasks_done(finished)}</span>
        {late > 0 && <span className="red"> · {words.tasks_late(late)}</span>}
      </summary>
      <ul>
        {tasks.map((task, at) => (
          <li key={`${task.what} ${at}`} className="row wrap">
            <span className={task.done_on ? 'muted' : ''}>{task.what}</span>
            <span className="muted small">{task.owner}</span>
            <span className={is_late(task) ? 'red small push' : 'muted small push'}>
              {task.done_on ? `✓ ${say_day(task.done_on)}` : `${words.due} ${say_day(task.due)}`}
            </span>
            {may_mark && (
              <Button look="quiet" onClick={() => void mark(at, task.done_on ? null : page.today)}>
                {task.done_on ? words.task_not_done : words.task_done}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <RefusalNotice error={error} />
    </details>
  )
}
