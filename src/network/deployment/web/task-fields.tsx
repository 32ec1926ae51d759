import { Button, MomentInput } from '../../../base/ui/index.ts'
import type { PlannedTask } from '../contract.ts'
import { use_words } from './words.ts'

/** Of a step due on that day, before anybody wrote it. */
export const new_task = (due: string): PlannedTask => ({ what: '', owner: '', due, done_on: null })

/** Nobody has written anything in it. */
export const is_blank = ({ what, owner }: PlannedTask): boolean => `${what}${owner}`.trim() === ''

type TaskFieldsProps = { tasks: PlannedTask[]; due: string; change: (tasks: PlannedTask[]) => void }

/** The tasks of one step while the plan is written. */
export const TaskFields = ({ tasks, due, change }: TaskFieldsProps) => {
  const words = use_words()
  const set = (at: number, part: Partial<PlannedTask>) =>
    change(tasks.map((task, i) => (i === at ? { ...task, ...part } : task)))
  return (
    <>
      {tasks.map((task, at) => (
        <div key={at} className="dep-task">
          {(['what', 'owner'] as const).map((field) => (
            <input
              key={field}
              className="box"
              aria-label={words.task_fields[field]}
              placeholder={words.task_fields[field]}
              value={task[field]}
              onChange={(event) => set(at, { [field]: event.target.value })}
            />
          ))}
          <label>
            <small>{words.due}</small>
            <MomentInput
              kind="date"
              label={words.task_fields.due}
              value={task.due}
              change={(day) => set(at, { due: day })}
            />
          </label>
          <label>
            <small>{words.done_on}</small>
            <MomentInput
              kind="date"
              direction="past"
              label={words.done_on}
              value={task.done_on ?? ''}
              change={(day) => set(at, { done_on: day === '' ? null : day })}
            />
          </label>
          <Button look="quiet" aria-label={words.remove_task} onClick={() => change(tasks.filter((_, i) => i !== at))}>
            ✕
          </Button>
        </div>
      ))}
      <Button look="link" onClick={() => change([...tasks, new_task(due)])}>
        {words.add_task}
      </Button>
    </>
  )
}
