import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  ask,
  Button,
  FormDialog,
  LinesField,
  RefusalNotice,
  say_done,
  show_moment,
  TextField,
  Waiting,
} from '../../../base/ui/index.ts'
import type { RuleLine, RuleName } from '../contract.ts'
import './rules.css'
import { use_rule_words } from './rule-words.ts'

type Words = ReturnType<typeof use_rule_words>

const hour_min = 60
const is_minutes = (name: RuleName): boolean => name.endsWith('_min')
const unit_of = (name: RuleName, words: Words): string => (is_minutes(name) ? words.minutes : words.days)

/** 180 minutes are three hours: people think in hours from there on. */
const say = (name: RuleName, value: number, words: Words): string => {
  const plain = `${value.toLocaleString('vi-VN')} ${unit_of(name, words)}`
  if (!is_minutes(name) || value < hour_min) return plain
  return `${plain} (${words.hours((value / hour_min).toLocaleString('vi-VN', { maximumFractionDigits: 1 }))})`
}

/** How patient the Sở is with everybody: each measure, who set it and why. */
const RulesPage = ({ may_change }: { may_change: boolean }) => {
  const words = use_rule_words()
  const [changed, change] = useState<RuleLine>()
  const page = useQuery({ queryKey: ['board', 'rules'], queryFn: () => ask<{ rules: RuleLine[] }>('/board/rules') })
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (!page.data) return page.error ? <RefusalNotice error={page.error} /> : <Waiting />
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.title}</h1>
        <span className="muted small">
          {words.note} {!may_change && words.lead_only}
        </span>
      </header>
      <ul className="card rule-list">
        {page.data.rules.map((rule) => (
          <RuleItem key={rule.name} rule={rule} change={may_change ? () => change(rule) : undefined} />
        ))}
      </ul>
      {changed && <RuleDialog rule={changed} close={() => change(undefined)} />}
    </div>
  )
}

const RuleItem = ({ rule, change }: { rule: RuleLine; change: (() => void) | undefined }) => {
  const words = use_rule_words()
  const { name, value, first, least, most, words: said } = rule
  const [last, ...earlier] = said
  return (
    <li>
      <div className="rule-what">
        <h2>{words.names[name]}</h2>
        <p className="muted small">{words.means[name]}</p>
      </div>
      <b className="rule-value">{say(name, value, words)}</b>
      <p className="small rule-facts">
        <span className="muted">
          {words.first} {say(name, first, words)} · {words.range} {least.toLocaleString('vi-VN')}–
          {most.toLocaleString('vi-VN')} {unit_of(name, words)}
        </span>
        <br />
        {last ? (
          <>
            {words.last}: {last.changed_by}, {show_moment(last.changed_at)}: “{last.reason}”
          </>
        ) : (
          <span className="muted">{words.never}</span>
        )}
      </p>
      {change && <Button onClick={change}>{words.change}</Button>}
      {earlier.length > 0 && (
        <details className="small rule-past">
          <summary>{words.past(said.length)}</summary>
          <ul>
            {said.map((one) => (
              <li key={one.changed_at}>
                <b>{say(name, one.value, words)}</b> · {one.changed_by}, {show_moment(one.changed_at)}: “{one.reason}”
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}

const RuleDialog = ({ rule, close }: { rule: RuleLine; close: () => void }) => {
  const words = use_rule_words()
  const client = useQueryClient()
  const [value, set_value] = useState(String(rule.value))
  const [reason, set_reason] = useState('')
  const save = async () => {
    // What is no number goes as it was typed, and the server says what is wrong with it.
    const typed = /^\d+$/.test(value.trim()) ? Number(value) : value
    await ask(`/board/rules/${rule.name}`, { method: 'PUT', body: { value: typed, reason } })
    say_done(words.saved)
    void client.invalidateQueries({ queryKey: ['board'] })
  }
  return (
    <FormDialog title={words.change_title(words.names[rule.name])} act={words.save} send={save} close={close}>
      <div className="stack">
        <p className="muted">{words.means[rule.name]}</p>
        <TextField
          label={words.value(unit_of(rule.name, words))}
          required
          inputMode="numeric"
          value={value}
          change={set_value}
        />
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

export default RulesPage
