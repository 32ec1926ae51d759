import { useState } from 'react'
import { ask, Button, FormDialog, MomentInput, query_string, say_done } from '../../../base/ui/index.ts'
import type { FacilityPage, PlannedMilestone, StepLine, TaskForceMember } from '../contract.ts'
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
    const task_force = people.filter((one) => one.name.trim() !== '')
    const body = { after_version: page.plans[0]?.version ?? 0, milestones, task_force }
    await ask(`/board/facilities/${page.card.code}/plan${query_string({ programme: page.programme.id })}`, { body })
    say_done(words.saved)
    done()
  }
  return (
    <FormDialog title={words.write_plan} act={words.save} wide send={send} close={close}>
      <table className="dep-table dep-form">
        <tbody>
          {milestones.map(({ step, due, owner }) => (
            <tr key={step}>
              <th scope="row">{steps.find(({ id }) => id === step)?.name}</th>
              <td>
                <MomentInput kind="date" label={words.due} value={due} change={(day) => change(step, { due: day })} />
              </td>
              <td>
                <input
                  className="box"
                  aria-label={words.owner}
                  placeholder={words.owner}
                  value={owner}
                  onChange={(event) => change(step, { owner: event.target.value })}
                />
              </td>
            </tr>
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
