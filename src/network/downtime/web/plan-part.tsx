import { useState } from 'react'
import { ask, Button, FormDialog, LinesField, say_done, show_moment } from '../../../base/ui/index.ts'
import type { Contact, Downtime, DowntimePlan } from '../contract.ts'
import { use_again } from './use-downtime.ts'
import { use_words } from './words.ts'

export const PlanPart = ({
  plan,
  changed,
  may_edit,
}: {
  plan: DowntimePlan
  changed: Downtime['plan_changed']
  may_edit: boolean
}) => {
  const words = use_words()
  const [is_editing, edit] = useState(false)
  return (
    <>
      <section className="card down-card">
        <h2>{words.call}</h2>
        <dl className="down-contacts">
          {plan.contacts.map(({ role, name, phone }) => (
            <div key={`${role} ${name}`}>
              <dt>{role}</dt>
              <dd>
                {name || <span className="muted">{words.unnamed}</span>}{' '}
                {phone && <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a>}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="card down-card">
        <h2>
          {words.steps}
          {may_edit && (
            <span className="push">
              <Button look="quiet" onClick={() => edit(true)}>
                {words.edit}
              </Button>
            </span>
          )}
        </h2>
        <ol className="down-steps">
          {plan.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="small muted">{changed ? words.changed(changed.name, show_moment(changed.at)) : words.ours}</p>
      </section>
      {is_editing && <PlanDialog plan={plan} close={() => edit(false)} />}
    </>
  )
}

const to_lines = (contacts: Contact[]): string =>
  contacts.map(({ role, name, phone }) => [role, name, phone].join(' | ')).join('\n')

const lines_of = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const from_lines = (text: string): Contact[] =>
  lines_of(text).map((line) => {
    const [role = '', name = '', phone = ''] = line.split('|').map((part) => part.trim())
    return { role, name, phone }
  })

const PlanDialog = ({ plan, close }: { plan: DowntimePlan; close: () => void }) => {
  const words = use_words()
  const again = use_again()
  const [contacts, set_contacts] = useState(to_lines(plan.contacts))
  const [steps, set_steps] = useState(plan.steps.join('\n'))
  const send = async (): Promise<void> => {
    await ask('/downtime/plan', { method: 'PUT', body: { contacts: from_lines(contacts), steps: lines_of(steps) } })
    await again()
    say_done(words.saved)
  }
  return (
    <FormDialog title={words.edit} act={words.save} wide send={send} close={close}>
      <LinesField
        label={words.contacts_label}
        hint={words.contacts_hint}
        rows={5}
        value={contacts}
        change={set_contacts}
      />
      <LinesField label={words.steps_label} rows={12} value={steps} change={set_steps} />
    </FormDialog>
  )
}
