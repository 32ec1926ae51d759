import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Button,
  DateField,
  FormDialog,
  LinesField,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
  TextField,
} from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_day } from '../../board/web/figures.ts'
import type { ReminderRuleLine } from '../contract.ts'
import './deployment.css'
import './register.css'
import { use_register_words } from './register-words.ts'
import { use_rule_words } from './reminder-rule-words.ts'
import { use_definitions } from './use-definitions.ts'
import { use_words } from './words.ts'

type Rules = { today: string; rules: ReminderRuleLine[] }

/** When somebody is reminded of what, as the server does it, and what the Sở said of it. */
export const ReminderRules = ({ may_change }: { may_change: boolean }) => {
  const words = use_register_words()
  const [changed, change] = useState<ReminderRuleLine>()
  const rules = useQuery({ queryKey: ['board', 'reminder-rules'], queryFn: () => ask<Rules>('/board/reminder-rules') })
  if (!rules.data) return <RefusalNotice error={rules.error} />
  return (
    <div className="column dep-column board">
      <section className="dep-part">
        <header className="row wrap">
          <h2>{words.reminder_rules}</h2>
          <span className="muted small">{words.reminder_note}</span>
        </header>
        <ul className="card dep-list small">
          {rules.data.rules.map((rule) => (
            <RuleItem key={rule.id} rule={rule} change={may_change ? () => change(rule) : undefined} />
          ))}
        </ul>
      </section>
      {changed && <RuleDialog rule={changed} today={rules.data.today} close={() => change(undefined)} />}
    </div>
  )
}

const use_subject = () => {
  const words = use_rule_words()
  const { data } = use_definitions()
  return ({ of }: ReminderRuleLine): string =>
    typeof of === 'string'
      ? words.subjects[of]
      : of.kinds.map((kind) => data?.registers.find((one) => one.kind === kind)?.name ?? kind).join(', ')
}

const use_days = () => {
  const words = use_rule_words()
  return ({ of }: ReminderRuleLine, days: number): string =>
    days < 0 ? words.days_before(-days) : words.days_after(days, typeof of === 'string' ? words.since[of] : undefined)
}

const RuleItem = ({ rule, change }: { rule: ReminderRuleLine; change: (() => void) | undefined }) => {
  const words = use_rule_words()
  const { told } = use_words()
  const [subject, days] = [use_subject(), use_days()]
  return (
    <li className="reg-change rule-line">
      <b className="nowrap">{days(rule, rule.from_days)}</b>
      <span>
        {subject(rule)}: {rule.words} {!rule.is_on && <Pill tone="amber">{words.off}</Pill>}
        {rule.said.map((one) => (
          <small key={one.changed_at} className="muted rule-said">
            {words.from(say_day(one.valid_from))}: {one.is_on ? days(rule, one.from_days) : words.off} ·{' '}
            {one.changed_by}, {show_moment(one.changed_at)}: “{one.reason}”
          </small>
        ))}
      </span>
      <span className="muted">
        {words.tells} {told[rule.told]}
        {change && (
          <Button look="quiet" onClick={change} aria-label={words.change_title(`${subject(rule)}: ${rule.words}`)}>
            {words.change}
          </Button>
        )}
      </span>
    </li>
  )
}

type RuleDialogProps = { rule: ReminderRuleLine; today: string; close: () => void }

const RuleDialog = ({ rule, today, close }: RuleDialogProps) => {
  const words = use_rule_words()
  const client = useQueryClient()
  const subject = use_subject()
  const [days, set_days] = useState(String(rule.from_days))
  const [valid_from, set_valid_from] = useState(today)
  const [is_on, turn] = useState(rule.is_on)
  const [reason, set_reason] = useState('')
  const save = async () => {
    // What is no number goes as it was typed, and the server says what is wrong with it.
    const from_days = /^-?\d+$/.test(days.trim()) ? Number(days) : days
    await ask(`/board/reminder-rules/${rule.id}`, { method: 'PUT', body: { from_days, valid_from, is_on, reason } })
    say_done(words.saved)
    void client.invalidateQueries({ queryKey: ['board', 'reminder-rules'] })
  }
  return (
    <FormDialog title={words.change_title(subject(rule))} act={words.save} send={save} close={close}>
      <div className="stack">
        <p className="muted">
          {subject(rule)}: {rule.words}. {words.range(rule.least, rule.most, rule.first)}
        </p>
        <label className="row">
          <input type="checkbox" checked={is_on} onChange={(event) => turn(event.target.checked)} /> {words.is_on}
        </label>
        <TextField label={words.days} required inputMode="numeric" value={days} change={set_days} />
        <DateField label={words.valid_from} required value={valid_from} change={set_valid_from} />
        <LinesField
          label={words.reason}
          required
          hint={words.reason_hint}
          rows={3}
          value={reason}
          change={set_reason}
        />
      </div>
    </FormDialog>
  )
}
