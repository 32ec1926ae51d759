import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Notice, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { StuckLetters } from '../contract.ts'
import './stuck-letters.css'
import { use_words, type ExchangeWords } from './words.ts'

/** So long the server may need before the lists are read again. */
const look_again_ms = 2_500

const minute_of = (at: string): string => show_moment(at.slice(0, 16))

const Reason = ({ one, words }: { one: StuckLetters; words: ExchangeWords }) => {
  const { what, count, senders, reason, mender, since, again_at } = one
  return (
    <li>
      <b>{words.stuck[what](count)}</b>
      {senders.length > 0 && ` (${senders.join(', ')})`}, {words.stuck.since(minute_of(since))}.
      <p className="stuck-why">{reason}</p>
      <p className="small">
        {words.stuck.menders[mender]} {again_at === '' ? words.stuck.soon : words.stuck.again_at(minute_of(again_at))}
      </p>
    </li>
  )
}

/** Letters that a person looks for in vain: how many, why, since when, who can put it right, and a way to try now. */
export const StuckNotice = ({ stuck, may_try = true }: { stuck: StuckLetters[]; may_try?: boolean }) => {
  const words = use_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  if (stuck.length === 0) return null
  const try_again = async (): Promise<void> => {
    set_busy(true)
    set_error(undefined)
    try {
      await ask('/exchange/incoming/again', { body: {} })
      await new Promise((on) => setTimeout(on, look_again_ms))
      await client.invalidateQueries()
      say_done(words.stuck.tried)
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
    }
  }
  return (
    <Notice tone="red">
      <div className="stuck">
        <ul>
          {stuck.map((one) => (
            <Reason key={`${one.what} ${one.reason}`} one={one} words={words} />
          ))}
        </ul>
        {may_try && (
          <Button disabled={is_busy} onClick={() => void try_again()}>
            {is_busy ? words.stuck.trying : words.stuck.try_now}
          </Button>
        )}
      </div>
      <RefusalNotice error={error} />
    </Notice>
  )
}
