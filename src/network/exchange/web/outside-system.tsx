import type { ReactNode } from 'react'
import { ask, Button, Empty, FormDialog, say_done, show_moment } from '../../../base/ui/index.ts'
import './outside-system.css'

/** How the way to a system outside stands. `tone`: '' not set · open not tried · signed it answers · alarm it does not. */
export type Standing = { tone: '' | 'open' | 'signed' | 'alarm'; text: string }

type Tried = { is_set: boolean; has_secret: boolean; tried_at: string; problem: string }
type StandingWords = {
  off: string
  no_secret: string
  untried: string
  bad: (at: string) => string
  ok: (at: string) => string
}

/** By what was tried last. @param tried_at local time, '' when never */
export const standing_of = ({ is_set, has_secret, tried_at, problem }: Tried, words: StandingWords): Standing => {
  const at = show_moment(tried_at.slice(0, 16))
  if (!is_set) return { tone: '', text: words.off }
  if (!has_secret) return { tone: 'alarm', text: words.no_secret }
  if (tried_at === '') return { tone: 'open', text: words.untried }
  return problem ? { tone: 'alarm', text: words.bad(at) } : { tone: 'signed', text: words.ok(at) }
}

/** Name, value, and whether it is wrong. */
export type Fact = [name: string, value: string, is_red?: boolean]

export const OutsideFacts = ({ facts }: { facts: Fact[] }) => (
  <dl className="outside-facts">
    {facts.map(([name, value, is_red]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd className={is_red ? 'red' : undefined}>{value}</dd>
      </div>
    ))}
  </dl>
)

type PartWords = { title: string; none: string; none_note: string; set: string; change: string; off_act: string }

type OutsideSystemProps = {
  /** The part of the page, for links to it. */
  name: string
  words: PartWords
  standing: Standing
  is_set: boolean
  open: (what: 'form' | 'off') => void
  /** Beside the name: a profile. */
  mark?: ReactNode
  /** The button that tries it. */
  attempt?: ReactNode
  /** What is known of it, once it is set. */
  facts: ReactNode
  /** Under the card: refusals, notes, dialogs. */
  children?: ReactNode
}

/** One system outside on the settings page: whether it answers, what is known of it, how it is set, changed and cut off. */
export const OutsideSystem = (props: OutsideSystemProps) => {
  const { name, words, standing, is_set, open, mark, attempt, facts, children } = props
  return (
    <section className="outside-system" id={name}>
      <header className="row wrap">
        <h2>{words.title}</h2>
        {mark}
        <span className="small">
          <i className={`dot ${standing.tone}`} /> {standing.text}
        </span>
        {is_set && (
          <span className="push row wrap">
            {attempt}
            <Button onClick={() => open('form')}>{words.change}</Button>
            <Button look="danger" onClick={() => open('off')}>
              {words.off_act}
            </Button>
          </span>
        )}
      </header>
      <div className="card">
        {is_set ? (
          <div className="outside-card">{facts}</div>
        ) : (
          <Empty title={words.none}>
            {words.none_note}
            <p>
              <Button onClick={() => open('form')}>{words.set}</Button>
            </p>
          </Empty>
        )}
      </div>
      {children}
    </section>
  )
}

type CutOffProps = {
  /** Of the way to the system, under /api. */
  path: string
  words: { off_ask: string; off_do: string; off_note: string; off_done: string }
  done?: () => void
  close: () => void
}

/** Asks before the way is cut off. */
export const CutOffDialog = ({ path, words, done, close }: CutOffProps) => {
  const send = async () => {
    await ask(path, { method: 'DELETE' })
    say_done(words.off_done)
    done?.()
  }
  return (
    <FormDialog title={words.off_ask} act={words.off_do} look="danger" send={send} close={close}>
      <p>{words.off_note}</p>
    </FormDialog>
  )
}
