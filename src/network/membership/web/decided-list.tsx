import { Pill, show_moment } from '../../../base/ui/index.ts'
import type { ApplicationLine } from '../contract.ts'
import { use_words } from './words.ts'

/** What the Sở decided lately, by whom and why. */
export const DecidedList = ({ applications }: { applications: ApplicationLine[] }) => {
  const words = use_words()
  return (
    <section className="hub-part">
      <header>
        <h2>{words.decided}</h2>
      </header>
      <div className="card scroll-x">
        <table className="hub-table stacks">
          <tbody>
            {applications.map((one) => (
              <tr key={one.id}>
                <td data-label={words.code}>{one.facility}</td>
                <td data-label={words.name}>{one.name}</td>
                <td data-label={words.state}>
                  <Pill tone={one.decision === 'approved' ? 'green' : 'amber'}>
                    {one.decision === 'approved' ? words.approved : words.refused}
                  </Pill>
                </td>
                <td data-label={words.last_decision} className="muted">
                  {words.decided_by(one.decided_by, show_moment(one.decided_at ?? one.asked_at))}
                  {one.reason && `: ${one.reason}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
