import { useState } from 'react'
import { ask, Button, FormDialog, MomentInput, query_string, say_done } from '../../../base/ui/index.ts'
import type { FacilityPage, PlannedMilestone, StepLine, TaskForceMember } from '../contract.ts'
import { is_blank, new_task, TaskFields } from './task-fields.tsx'
import { use_words } from './words.ts'

type PlanDialogProps = { page: FacilityPage; steps: StepLine[]; done: () => void; close: () => void }

const nobody: TaskForceMember = { name: '', role: '', unit: '', phone: '' }

/** The days the province set stand there already; a facility changes what it must. */
const begin = ({ plans, programme }: FacilityPage, steps: StepLine[]): PlannedMilestone[] =>
  steps.map(
    ({ id }) =>
      plans[0]?.milestones.find(({ step }) => step === id) ?? {
        ...{ step: id, owner: '', note: '' },
        due: programme.steps.find(({ step }) => step === id)?.due ?? programme.target_day,
      },
  )

export const PlanDialog = ({ page, steps, done, close }: PlanDialogProps) => {
  const words = use_words()
  const [milestones, set_milestones] = useState(() => begin(page, steps))
  const [people, set_people] = useState(page.plans[0]?.task_force ?? [{ ...nobody, role: words.head }])
  const change = (step: string, part: Partial<PlannedMilestone>) =>
    set_milestones(milestones.map((one) => (one.step === step ? { ...one, ...part } : one)))
  const name = (at: number, part: Partial<TaskForceMember>) =>
    set_people(people.map((one, i) => (i === at ? { ...one, ...part } : one)))
  const send = async () => {
    const filled = milestones.map((one) => ({ ...one, tasks: (one.tasks ?? []).filter((task) => !is_blank(task)) }))
    const task_force = people.filter((one) => one.name.trim() !== '')
    const body = { after_version: page.plans[0]?.version ?? 0, milestones: filled, task_force }
    await ask(`/board/facilities/${page.card.code}/plan${query_string({ programme: page.programme.id })}`, { body })
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog title={words.write_plan} act={words.save} wide send={send} close={close}>
      <table className="dep-table dep-form">
        <tbody>
          {milestones.map((milestone) => (
            <StepFields
              key={milestone.step}
              milestone={milestone}
              name={steps.find(({ id }) => id === milestone.step)?.name ?? milestone.step}
              change={(part) => change(milestone.step, part)}
            />
          ))}
        </tbody>
      </table>
      <h3>{words.task_force}</h3>
      {people.map((one, i) => (
        <div key={i} className="row dep-person">
          {(['role', 'name', 'unit'] as const).map((field) => (
            <input
              key={field}
              className="box"
              aria-label={words[`member_${field}`]}
              placeholder={words[`member_${field}`]}
              value={one[field]}
              onChange={(event) => name(i, { [field]: event.target.value })}
            />
          ))}
        </div>
      ))}
      <span className="dep-add">
        <Button look="link" onClick={() => set_people([...people, nobody])}>
          {words.add_member}
        </Button>
      </span>
    </FormDialog>
  )
}

type StepFieldsProps = {
  milestone: PlannedMilestone
  name: string
  change: (part: Partial<PlannedMilestone>) => void
}

/** A step's day and owner; its tasks fold under it. */
const StepFields = ({ milestone: { due, owner, tasks = [] }, name, change }: StepFieldsProps) => {
  const words = use_words()
  const [is_open, open] = useState(false)
  const toggle = () => {
    if (!is_open && tasks.length === 0) change({ tasks: [new_task(due)] })
    open(!is_open)
  }
  const label = tasks.length === 0 ? words.add_task : words.tasks(tasks.length)
  return (
    <>
      <tr>
        <th scope="row">{name}</th>
        <td>
          <MomentInput kind="date" label={words.due} value={due} change={(day) => change({ due: day })} />
        </td>
        <td>
          <input
            className="box"
            aria-label={words.owner}
            placeholder={words.owner}
            value={owner}
            onChange={(event) => change({ owner: event.target.value })}
          />
        </td>
        <td className="nowrap">
          <Button look="link" aria-expanded={is_open} aria-label={`${name}: ${label}`} onClick={toggle}>
            {label}
          </Button>
        </td>
      </tr>
      {is_open && (
        <tr>
          <td colSpan={4} className="dep-tasks-cell">
            <TaskFields tasks={tasks} due={due} change={(next) => change({ tasks: next })} />
          </td>
        </tr>
      )}
    </>
  )
}
