import type { ReactNode } from 'react'
import { Pill, show_moment } from '../../../base/ui/index.ts'
import type { SealLine } from '../contract.ts'
import { use_words } from './words.ts'

const day = (instant: string): string => show_moment(instant).slice(0, 10)
const common_name = (subject: string): string => /CN=([^,]+)/.exec(subject)?.[1] ?? subject

const is_past = (instant: string): boolean => Date.parse(instant) < Date.now()

const soon_ms = 30 * 86_400_000
const ends_soon = (instant: string): boolean => !is_past(instant) && Date.parse(instant) < Date.now() + soon_ms

type SealLinesProps = { seal: SealLine; act?: ReactNode }

/** A certificate of a seal: whose, by whom, until when, and what speaks against it. */
export const SealLines = ({ seal, act }: SealLinesProps) => {
  const words = use_words()
  const has_ended = is_past(seal.valid_to)
  return (
    <div className={seal.revoked_at === null && !has_ended ? 'member-seal' : 'member-seal over'}>
      <p>
        {seal.name} <small className="muted">{seal.identifier}</small>
      </p>
      <p className="muted small">
        {words.issuer(common_name(seal.issuer))} ·{' '}
        {has_ended ? words.ended(day(seal.valid_to)) : words.until(day(seal.valid_to))}
      </p>
      <p className="row wrap">
        {seal.revoked_at !== null && <Pill tone="red">{words.revoked(day(seal.revoked_at))}</Pill>}
        {seal.revoked_at === null && has_ended && <Pill tone="red">{words.seal_over}</Pill>}
        {seal.revoked_at === null && ends_soon(seal.valid_to) && <Pill tone="amber">{words.seal_soon}</Pill>}
        <Pill tone={seal.is_trusted ? 'green' : 'red'}>{seal.is_trusted ? words.trusted : words.untrusted}</Pill>
        {seal.names_facility === 'no' && <Pill tone="red">{words.names_other}</Pill>}
        {seal.names_facility === 'unsaid' && <Pill tone="amber">{words.names_unsaid}</Pill>}
        {act}
      </p>
      {seal.reason && <p className="small">{seal.reason}</p>}
    </div>
  )
}
