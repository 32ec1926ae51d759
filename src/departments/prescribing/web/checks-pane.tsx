import type { CheckState, Finding, Judged } from '../contract.ts'
import { use_words } from './words.ts'

type ChecksPaneProps = {
  judged: Judged
  reasons: Record<string, string>
  change_reason: (key: string, reason: string) => void
}

/** Green passed, red found or could not run, amber to be read; never silent. */
export const ChecksPane = ({ judged, reasons, change_reason }: ChecksPaneProps) => {
  const words = use_words()
  return (
    <section className="rx-checks" aria-label={words.checks}>
      <h2>{words.checks}</h2>
      <ul className="rx-states">
        {judged.states.map((state) => (
          <StateLine key={state.check} state={state} findings={judged.findings} />
        ))}
      </ul>
      <ul className="rx-findings" aria-live="polite">
        {judged.findings.map((finding) => (
          <FindingCard
            key={finding.key}
            finding={finding}
            reason={reasons[finding.key] ?? ''}
            change={(reason) => change_reason(finding.key, reason)}
          />
        ))}
      </ul>
    </section>
  )
}

const StateLine = ({ state, findings }: { state: CheckState; findings: Finding[] }) => {
  const words = use_words()
  const mine = findings.filter(({ check }) => check === state.check)
  const tone = state.state === 'passed' ? 'green' : mine.every(({ level }) => level === 'amber') ? 'amber' : 'red'
  const said = state.state === 'found' ? `${mine.length} ${words.found}` : words[state.state]
  return (
    <li>
      <span className={`rx-dot ${tone}`} aria-hidden="true">
        {state.state === 'passed' ? '✓' : state.state === 'not_run' ? '?' : '!'}
      </span>
      <span>{words.check_names[state.check]}</span>
      <b className={tone}>{said}</b>
    </li>
  )
}

const FindingCard = ({
  finding,
  reason,
  change,
}: {
  finding: Finding
  reason: string
  change: (reason: string) => void
}) => {
  const words = use_words()
  const is_settled = finding.level === 'red' && reason.trim().length > 4
  return (
    <li className={`rx-finding is-${finding.level}${is_settled ? ' settled' : ''}`}>
      <p>{finding.message}</p>
      {finding.advice && <p className="rx-advice">{finding.advice}</p>}
      {finding.source && <small>{finding.source}</small>}
      {finding.level === 'red' && (
        <input
          className="box"
          aria-label={`${words.reason}: ${finding.message}`}
          placeholder={words.reason}
          value={reason}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </li>
  )
}
