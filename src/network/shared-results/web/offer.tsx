import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { AutoText, Button, Field, RefusalNotice } from '../../../base/ui/index.ts'
import { health_book_place } from '../../health-book/web/places.ts'
import type { SharedResult, SharedResults } from '../contract.ts'
import { OfferedResult } from './offered-result.tsx'
import { use_offer } from './queries.ts'
import './shared-results.css'
import { use_words } from './words.ts'

export type OfferProps = {
  patient: string
  encounter: string
  test: { name: string; loinc: string }
  reason: string
  change_reason: (reason: string) => void
  want_reason: (is_wanted: boolean) => void
  taken: () => void
}

const patience_ms = 1_000

/** The order does not wait for the hub: after a second that is said. */
const Asking = () => {
  const words = use_words()
  const [is_long, set_long] = useState(false)
  useEffect(() => {
    const timer = window.setTimeout(() => set_long(true), patience_ms)
    return () => window.clearTimeout(timer)
  }, [])
  return (
    <p className={is_long ? 'offer-word amber' : 'offer-word muted'} role="status">
      {is_long ? words.asking_long : words.asking}
    </p>
  )
}

const Nothing = ({ said, patient, again }: { said: SharedResults; patient: string; again: () => void }) => {
  const words = use_words()
  if (said.state === 'away' || said.state === 'refused')
    return (
      <p className="offer-word amber" role="status">
        {words.not_asked(said.message)}{' '}
        <Button look="link" onClick={again}>
          {words.again}
        </Button>
      </p>
    )
  if (said.state === 'no-basis')
    return (
      <p className="offer-word amber" role="status">
        {words.no_basis} <Link href={health_book_place(patient)}>{words.write_basis}</Link>
      </p>
    )
  return (
    <p className="offer-word muted" role="status">
      {said.message || words.none}
    </p>
  )
}

/** What was not looked at stands there: an empty answer says how far it reaches. */
const Further = ({ said, patient }: { said: SharedResults; patient: string }) => {
  const words = use_words()
  const facts = [
    said.expired > 0 && words.expired(said.expired),
    said.unread > 0 && words.unread(said.unread),
    said.withheld > 0 && words.withheld(said.withheld),
    said.left > 0 && words.left(said.left, said.opened),
  ].filter(Boolean)
  if (facts.length === 0) return null
  return (
    <p
      className={
        said.results.length === 0 && (said.left > 0 || said.unread > 0) ? 'offer-word amber' : 'offer-word muted'
      }
    >
      {facts.join(' · ')} <Link href={health_book_place(patient)}>{words.book}</Link>
    </p>
  )
}

const is_reliable = (one: SharedResult): boolean => one.verdict === 'good'

const Answer = ({ said, again, ...props }: OfferProps & { said: SharedResults; again: () => void }) => {
  const words = use_words()
  const { patient, encounter, test, reason, change_reason, want_reason, taken } = props
  const is_wanted = said.results.some(is_reliable)
  useEffect(() => {
    want_reason(is_wanted)
    return () => want_reason(false)
    // A new function with each drawing of the desk; only the answer counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [is_wanted])
  return (
    <>
      {said.results.length === 0 && <Nothing said={said} patient={patient} again={again} />}
      {said.results.length > 0 && (
        <section className="offer" aria-label={words.offered(test.name)}>
          <h3>
            {is_wanted ? words.offered_title : words.red_only}
            <small className="muted">{words.took(said.took_ms)}</small>
          </h3>
          {said.results.map((one) => (
            <OfferedResult
              key={one.id}
              result={one}
              rule={said.rule}
              {...{ patient, encounter, taken }}
              wish={{ code: test.loinc, test: test.name, paper: one.id }}
            />
          ))}
          {is_wanted && (
            <Field label={words.repeat_reason} hint={words.repeat_hint}>
              {(ids) => (
                <AutoText
                  {...ids}
                  lines={1}
                  className="box offer-reason"
                  value={reason}
                  onChange={(event) => change_reason(event.target.value)}
                />
              )}
            </Field>
          )}
        </section>
      )}
      <Further said={said} patient={patient} />
    </>
  )
}

/** Under a chosen test: what others have of it that still counts, as the hub says it now (SHARE-16). */
export const Offer = (props: OfferProps) => {
  const words = use_words()
  const { patient, test } = props
  const found = use_offer(patient, test.loinc)
  if (test.loinc === '') return <p className="offer-word muted">{words.no_code}</p>
  if (found.isFetching) return <Asking />
  if (found.error) return <RefusalNotice error={found.error} again={() => void found.refetch()} />
  return found.data ? <Answer {...props} said={found.data} again={() => void found.refetch()} /> : null
}
