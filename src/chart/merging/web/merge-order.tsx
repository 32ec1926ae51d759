import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import { ask, Button, LinesField, Notice, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { Merged, MergePreview } from '../contract.ts'
import { use_words } from './words.ts'

const tones = { error: { tone: 'red' }, warning: { tone: 'amber' }, information: {} } as const

/** What moves, what speaks against it, why it is done; then it is done. */
export const MergeOrder = ({ preview }: { preview: MergePreview }) => {
  const words = use_words()
  const [, go] = useLocation()
  const client = useQueryClient()
  const [reason, set_reason] = useState('')
  const [has_seen, set_seen] = useState(false)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const { source, target, issues } = preview
  const is_blocked = issues.some(({ severity }) => severity === 'error')
  const send = (event: FormEvent) => {
    event.preventDefault()
    set_busy(true)
    const versions = { source_version: source.version, target_version: target.version }
    ask<Merged>(`/patients/${target.id}/merge`, { body: { source: source.id, reason, ...versions } })
      .then(({ moved }) => {
        void client.invalidateQueries()
        say_done(words.merged(moved))
        go(`/nguoi-benh/${target.id}`)
      }, set_error)
      .finally(() => set_busy(false))
  }
  return (
    <form className="card part merge-order" onSubmit={send}>
      <Moves preview={preview} />
      {issues.map(({ severity, message }) => (
        <Notice key={message} {...tones[severity]}>
          {severity === 'error' && <b>{words.blocked}: </b>}
          {message}
        </Notice>
      ))}
      {!is_blocked && (
        <>
          <LinesField
            label={words.reason}
            hint={words.reason_hint}
            required
            rows={2}
            value={reason}
            change={set_reason}
          />
          <RefusalNotice error={error} />
          <div className="row wrap">
            <label className="tick">
              <input type="checkbox" checked={has_seen} onChange={(event) => set_seen(event.target.checked)} />
              {words.seen}
            </label>
            <span className="push" />
            <Button type="submit" look="primary" disabled={is_busy || !has_seen || reason.trim() === ''}>
              {words.merge}
            </Button>
          </div>
        </>
      )}
    </form>
  )
}

const Moves = ({ preview: { moves, signed_sheets, drafts } }: { preview: MergePreview }) => {
  const words = use_words()
  if (moves.length === 0) return <p className="muted">{words.moves_none}</p>
  return (
    <div>
      <h2>{words.moves}</h2>
      <ul className="merge-moves">
        {moves.map(({ type, count }) => (
          <li key={type}>
            <b>{count}</b> {words.types[type] ?? type}
          </li>
        ))}
      </ul>
      <p className="muted small">
        {[signed_sheets > 0 && words.signed(signed_sheets), drafts > 0 && words.drafts(drafts)]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  )
}
