import { Button, Pill, show_moment } from '../../../base/ui/index.ts'
import { PartyName } from '../../mailbox/web/party-name.tsx'
import type { RunLine, StepState } from '../contract.ts'
import { use_words } from './words.ts'

const marks: Record<StepState, string> = { passed: '✓', failed: '✕', open: '…', waiting: '·' }
const tones = { passed: 'green', failed: 'red', open: 'amber', abandoned: undefined } as const

const standing_of = (run: RunLine): 'withdrawn' | 'ended' | 'as-judged' => {
  if (run.withdrawn_at !== null) return 'withdrawn'
  return run.valid_until !== null && Date.parse(run.valid_until) < Date.now() ? 'ended' : 'as-judged'
}

const download_of = (jws: string): string => `data:application/jose;charset=utf-8,${encodeURIComponent(jws)}`

type RunCardProps = { run: RunLine; may_admit: boolean; withdraw: () => void }

/** One run: whose software, what the hub found step by step, and what its report is still worth. */
export const RunCard = ({ run, may_admit, withdraw }: RunCardProps) => {
  const words = use_words()
  const standing = standing_of(run)
  const { software, state } = run
  return (
    <li className="card desk-card certification">
      <div className="desk-card-main">
        <p>
          <b>
            {software.product} {software.version}
          </b>{' '}
          <span className="muted small">{words.declared(software.vendor)}</span>
        </p>
        <p className="small">
          <PartyName party={{ code: run.facility, name: run.name }} />{' '}
          <span className="muted">
            · {words.at(show_moment(run.opened_at))}
            {run.valid_until !== null &&
              standing === 'as-judged' &&
              ` · ${words.valid(show_moment(run.valid_until).slice(0, 10))}`}
          </span>
        </p>
        <Steps run={run} />
        {run.withdrawn_at !== null && <p className="small">{words.withdrawn(run.reason)}</p>}
      </div>
      <div className="desk-card-acts">
        {standing === 'as-judged' && <Pill tone={tones[state]}>{words.states[state]}</Pill>}
        {standing === 'ended' && <Pill tone="amber">{words.ended}</Pill>}
        {standing === 'withdrawn' && <Pill tone="red">{words.taken_back}</Pill>}
        {run.jws !== null && (
          <a className="small" href={download_of(run.jws)} download={`kiem-thu-${run.facility}-${run.id}.jws`}>
            {words.report}
          </a>
        )}
        {may_admit && state === 'passed' && standing === 'as-judged' && (
          <Button look="danger" onClick={withdraw}>
            {words.withdraw}
          </Button>
        )}
      </div>
    </li>
  )
}

/** All steps in a row; of those that failed the sentence too. */
const Steps = ({ run }: { run: RunLine }) => {
  const words = use_words()
  const passed = run.steps.filter(({ state }) => state === 'passed').length
  const failed = run.steps.filter(({ state }) => state === 'failed')
  return (
    <>
      <ol className="certification-steps" aria-label={words.steps_passed(passed, run.steps.length)}>
        {run.steps.map(({ code, state, says }) => (
          <li key={code} className={`step-${state}`} title={says}>
            <span aria-hidden>{marks[state]}</span> {words.steps[code]}
          </li>
        ))}
      </ol>
      {failed.map(({ code, says }) => (
        <p key={code} className="small certification-fault">
          <b>{words.steps[code]}.</b> {says}
        </p>
      ))}
    </>
  )
}
