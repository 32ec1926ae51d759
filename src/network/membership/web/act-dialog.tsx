import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Field,
  FormDialog,
  Notice,
  say_done,
  TextField,
  today_local,
  show_moment,
  type_date,
} from '../../../base/ui/index.ts'
import { use_words, type MemberWords } from './words.ts'

/** What the Sở does to an application or a facility that needs words or a file. */
export type Act =
  | { kind: 'refuse'; facility: string; id: string; name: string }
  | { kind: 'suspend' | 'rename' | 'merge' | 'seal' | 'keys' | 'certificate'; facility: string; name: string }
  | { kind: 'revoke'; facility: string; name: string; serial: string }
  | { kind: 'withdraw'; facility: string; name: string; digest: string }
  | { kind: 'root' }

type Line = { key: 'reason' | 'name' | 'into' | 'from_day' | 'certificate_pem' | 'jwks'; label: string; rows?: number }

type Plan = { title: string; note?: string; path: string; lines: Line[]; done: string }

const reason_line = (words: MemberWords): Line => ({ key: 'reason', label: words.reason_for_them, rows: 2 })

const plan_of = (words: MemberWords, act: Act): Plan => {
  if (act.kind === 'root')
    return {
      ...{ title: words.trust_root_title, note: words.trust_root_note, path: '/hub/roots', done: words.saved },
      lines: [{ key: 'certificate_pem', label: words.pem, rows: 8 }],
    }
  const facility = `/hub/directory/${act.facility}`
  switch (act.kind) {
    case 'refuse':
      return {
        ...{ title: words.refuse_title, done: words.refused_done, lines: [reason_line(words)] },
        path: `/hub/applications/${act.facility}/${act.id}/refuse`,
      }
    case 'suspend':
      return {
        ...{ title: words.suspend_title, note: words.suspend_note, done: words.suspended_done },
        ...{ path: `/hub/members/${act.facility}/suspend`, lines: [reason_line(words)] },
      }
    case 'rename':
      return {
        ...{ title: words.rename_title, path: `${facility}/name`, done: words.saved },
        lines: [{ key: 'name', label: words.new_name }],
      }
    case 'merge':
      return {
        ...{ title: words.merge_title, note: words.merge_note, path: `${facility}/merge`, done: words.saved },
        lines: [
          { key: 'into', label: words.into },
          { key: 'from_day', label: words.from_day },
        ],
      }
    case 'seal':
      return {
        ...{ title: words.add_seal_title, path: `${facility}/seals`, done: words.saved },
        lines: [{ key: 'certificate_pem', label: words.pem, rows: 8 }],
      }
    case 'certificate':
      return {
        ...{ title: words.add_certificate_title, path: `${facility}/certificates`, done: words.saved },
        lines: [{ key: 'certificate_pem', label: words.pem, rows: 8 }],
      }
    case 'withdraw':
      return {
        ...{ title: words.withdraw_certificate_title, note: words.withdraw_certificate_note, done: words.saved },
        path: `${facility}/certificates/${act.digest}/revoke`,
        lines: [{ ...reason_line(words), label: words.reason }],
      }
    case 'revoke':
      return {
        ...{ title: words.revoke_title, note: words.revoke_note, done: words.saved },
        ...{ path: `${facility}/seals/${act.serial}/revoke`, lines: [{ ...reason_line(words), label: words.reason }] },
      }
    case 'keys':
      return {
        ...{ title: words.replace_keys_title, path: `${facility}/keys`, done: words.saved },
        lines: [
          { key: 'jwks', label: words.jwks, rows: 6 },
          { ...reason_line(words), label: words.reason },
        ],
      }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Values = Partial<Record<Line['key'], string>>

/** undefined: something is not yet as it must be. */
const body_of = (lines: Line[], values: Values): Record<string, unknown> | undefined => {
  const body: Record<string, unknown> = {}
  for (const { key } of lines) {
    const typed = values[key]?.trim() ?? ''
    const day = key === 'from_day' ? type_date(typed) : undefined
    const value = key === 'jwks' ? parsed(typed) : day ? (day.ok ? day.value : undefined) : typed
    if (value === undefined || value === '') return undefined
    body[key] = value
  }
  return body
}

const first_values = (act: Act): Values => ({
  ...(act.kind === 'rename' ? { name: act.name } : {}),
  ...(act.kind === 'merge' ? { from_day: show_moment(today_local()) } : {}),
})

export const ActDialog = ({ act, close }: { act: Act; close: () => void }) => {
  const words = use_words()
  const client = useQueryClient()
  const [values, set_values] = useState(() => first_values(act))
  const plan = plan_of(words, act)
  const body = body_of(plan.lines, values)
  const send = async () => {
    await ask(plan.path, { body })
    say_done(plan.done)
    void client.invalidateQueries({ queryKey: ['hub'] })
  }
  const change = (key: Line['key']) => (text: string) => set_values({ ...values, [key]: text })
  return (
    <FormDialog title={plan.title} act={words.save} ready={body !== undefined} send={send} close={close}>
      <div className="stack">
        {'name' in act && (
          <p>
            <b>{act.name}</b> <span className="muted">{act.facility}</span>
          </p>
        )}
        {plan.note && <Notice>{plan.note}</Notice>}
        {plan.lines.map((line) => (
          <ActField key={line.key} line={line} value={values[line.key] ?? ''} change={change(line.key)} />
        ))}
      </div>
    </FormDialog>
  )
}

type ActFieldProps = { line: Line; value: string; change: (text: string) => void }

const ActField = ({ line: { key, label, rows }, value, change }: ActFieldProps) => {
  const words = use_words()
  const is_bad = value.trim() !== '' && body_of([{ key, label }], { [key]: value }) === undefined
  const bad = { ...(is_bad ? { tone: 'bad' as const, hint: key === 'jwks' ? words.bad_jwks : words.bad_day } : {}) }
  if (rows === undefined) return <TextField label={label} required value={value} change={change} {...bad} />
  return (
    <Field label={label} required {...bad}>
      {(ids) => (
        <textarea
          {...ids}
          className={key === 'reason' ? 'box' : 'box member-paste'}
          rows={rows}
          value={value}
          spellCheck={false}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  )
}
