import { useState } from 'react'
import { ask, Button, Pill, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import { paper_address } from '../../health-book/web/places.ts'
import type { SharedResult, ShownRule, TakenOver, TakeWish } from '../contract.ts'
import { use_taken_again } from './queries.ts'
import { use_words } from './words.ts'

const tone_of = (flag: string): string | undefined =>
  /^(HH|LL|A|AA|POS)/.test(flag) ? 'red' : /^[HL]/.test(flag) ? 'amber' : undefined

const Values = ({ result }: { result: SharedResult }) => (
  <ul className="offer-values">
    {result.values.map((one) => (
      <li key={`${one.code} ${one.name}`}>
        {one.name}
        {one.ministry && <small className="muted"> {one.ministry}</small>}{' '}
        <b className={tone_of(one.flag)}>{one.value}</b>
        {one.range && <span className="muted"> ({one.range})</span>}
        {one.flag && <span className={tone_of(one.flag)}> {one.flag}</span>}
      </li>
    ))}
    {result.conclusion && <li>{result.conclusion}</li>}
  </ul>
)

const Signed = ({ result }: { result: SharedResult }) => {
  const words = use_words()
  if (result.verdict === 'red')
    return (
      <p className="offer-fact red">
        <b>{words.bad}</b> {result.problem}
      </p>
    )
  const names = [...new Set(result.signatures.map(({ signer, organization }) => signer || organization))]
  return (
    <p className="offer-fact">
      <Pill tone="green">{words.good}</Pill> <span className="muted">{names.filter(Boolean).join(', ')}</span>
    </p>
  )
}

type ResultProps = {
  patient: string
  encounter: string
  result: SharedResult
  rule: ShownRule | null
  wish: TakeWish
  taken: () => void
}

/** One result of another house: what it says, who answers for it, whether it verifies, how long it counts and by which rule. */
export const OfferedResult = ({ patient, encounter, result, rule, wish, taken }: ResultProps) => {
  const words = use_words()
  const again = use_taken_again(encounter)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const take = async () => {
    set_busy(true)
    set_error(undefined)
    try {
      await ask<TakenOver>(`/shared-results/taken/${encounter}`, { body: wish })
      await again()
      say_done(words.taken(result.sender.name))
      taken()
    } catch (refused) {
      set_error(refused)
      set_busy(false)
    }
  }
  return (
    <article className="offer-result">
      <header>
        <b>{result.sender.name}</b>
        <span>{words.taken_at(show_moment(result.taken_at))}</span>
      </header>
      <Values result={result} />
      <p className="offer-fact muted">
        {[words.performer(result.performer), result.method, result.lab_quality && words.lab_quality(result.lab_quality)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Signed result={result} />
      <p className="offer-fact">
        {words.valid_until(show_moment(result.valid_until.slice(0, 16)))}
        {rule && (
          <small className="muted">
            {words.by_rule(rule.name, rule.hours)} {rule.source}
            {/^draft/.test(rule.confidence) && ` – ${words.draft}`}
          </small>
        )}
      </p>
      <RefusalNotice error={error} />
      <footer>
        {result.verdict === 'good' && (
          <Button look="primary" disabled={is_busy} onClick={() => void take()}>
            {words.take}
          </Button>
        )}
        <a className="btn quiet" href={paper_address(patient, result.id)} target="_blank" rel="noreferrer">
          {words.see_paper}
        </a>
      </footer>
    </article>
  )
}
