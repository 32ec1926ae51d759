import '../../board/web/board.css'
import './deployment.css'
import './register.css'
import { use_register_words } from './register-words.ts'
import { use_definitions } from './use-definitions.ts'
import { use_words } from './words.ts'

/** When somebody is reminded of what, as the server does it. */
export const ReminderRules = () => {
  const words = use_register_words()
  const { told } = use_words()
  const { data } = use_definitions()
  if (!data) return null
  const registers = (kinds: readonly string[]): string =>
    kinds.map((kind) => data.registers.find((one) => one.kind === kind)?.name ?? kind).join(', ')
  return (
    <div className="column dep-column board">
      <section className="dep-part">
        <header className="row wrap">
          <h2>{words.reminder_rules}</h2>
          <span className="muted small">{words.reminder_note}</span>
        </header>
        <ul className="card dep-list small">
          {data.rules.map(({ id, of, from_days, told: whom, words: text }) => (
            <li key={id} className="reg-change">
              <b className="nowrap">{from_days < 0 ? words.days_before(-from_days) : words.days_after(from_days)}</b>
              <span>
                {of === 'step' ? words.of_step : registers(of.kinds)}: {text}
              </span>
              <span className="muted">
                {words.tells} {told[whom]}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
