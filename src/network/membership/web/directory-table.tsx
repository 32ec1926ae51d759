import { Link } from 'wouter'
import { Empty, Pill, show_moment } from '../../../base/ui/index.ts'
import type { Directory, FacilityLine, MembershipState } from '../contract.ts'
import { use_words, type MemberWords } from './words.ts'

export const state_tones: Record<MembershipState, 'green' | 'red' | 'amber' | undefined> = {
  ...{ approved: 'green', suspended: 'red', applied: 'amber', none: undefined },
}

const soon_ms = 30 * 86_400_000

const seal_words = (words: MemberWords, { membership, sealed_until }: FacilityLine) => {
  if (sealed_until === null) return { text: membership === 'approved' ? words.no_seal : '', tone: 'red' }
  const day = show_moment(sealed_until).slice(0, 10)
  const left_ms = Date.parse(sealed_until) - Date.now()
  return left_ms < 0 ? { text: words.ended(day), tone: 'red' } : { text: day, tone: left_ms < soon_ms ? 'amber' : '' }
}

/** Suspended ones first, then members, then the rest of the province. */
export const DirectoryTable = ({ directory: { total, facilities } }: { directory: Directory }) => {
  const words = use_words()
  if (total === 0)
    return (
      <div className="card">
        <Empty title={words.none_found}>{words.none_found_note}</Empty>
      </div>
    )
  return (
    <div className="card scroll-x">
      <table className="hub-table stacks">
        <thead>
          <tr>
            {[words.code, words.name, words.state, words.seal_until].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facilities.map((one) => (
            <FacilityRow key={one.code} facility={one} />
          ))}
        </tbody>
      </table>
      {facilities.length < total && <p className="member-more muted small">{words.shown(facilities.length, total)}</p>}
    </div>
  )
}

const FacilityRow = ({ facility: one }: { facility: FacilityLine }) => {
  const words = use_words()
  const seal = seal_words(words, one)
  return (
    <tr>
      <td data-label={words.code}>{one.code}</td>
      <td data-label={words.name}>
        <Link className="member-name" href={`/truc/co-so/${one.code}`}>
          {one.name}
        </Link>{' '}
        <small className="muted">{[words.kinds[one.kind], one.authority].filter(Boolean).join(' · ')}</small>
        {one.successor && <small className="amber"> {words.successor(one.successor)}</small>}
      </td>
      <td data-label={words.state}>
        <Pill tone={state_tones[one.membership]}>{words.states[one.membership]}</Pill>
        {one.membership === 'suspended' && one.reason && <small className="muted"> {one.reason}</small>}
      </td>
      <td data-label={words.seal_until} className={`nowrap ${seal.tone}`}>
        {seal.text}
      </td>
    </tr>
  )
}
