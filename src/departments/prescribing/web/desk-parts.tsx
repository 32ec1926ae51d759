import { Link } from 'wouter'
import { Button, Pill, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { PrescribingDesk } from '../contract.ts'
import type { Acts } from './use-acts.ts'
import { is_overtaken } from './use-desk.ts'
import type { DraftDesk } from './use-desk.ts'
import { use_words } from './words.ts'

export const Person = ({ desk }: { desk: PrescribingDesk }) => {
  const words = use_words()
  const { patient } = desk
  return (
    <div className="rx-person">
      <Link href={`/benh-an/${desk.encounter}`} title={words.to_chart}>
        ‹ <b>{patient.name}</b>
      </Link>
      <span>
        {patient.age} ({show_moment(patient.birth_date)})
      </span>
      {patient.allergies.length > 0 && (
        <Pill tone="red">
          {words.allergy}: {patient.allergies.join(', ')}
        </Pill>
      )}
    </div>
  )
}

export const Catalogue = ({ desk }: { desk: PrescribingDesk }) => {
  const words = use_words()
  const { catalogue } = desk
  if (!catalogue) return <span className="red small">{words.no_catalogue}</span>
  return (
    <span className={catalogue.is_starter ? 'amber small' : 'muted small'} title={catalogue.source}>
      {catalogue.is_starter ? words.starter : `${words.catalogue}: ${catalogue.name}`}
    </span>
  )
}

const reason_min = 5

type FootProps = { draft: DraftDesk; acts: Acts; preview: () => void }

export const Foot = ({ draft, acts, preview }: FootProps) => {
  const words = use_words()
  const { body, judged } = draft
  const left = judged.findings.filter(
    ({ level, key }) => level === 'stop' || (level === 'red' && (body.reasons[key] ?? '').trim().length < reason_min),
  ).length
  const kinds = new Set(judged.lines.map(({ kind }) => kind)).size
  const error = acts.error ?? draft.error
  return (
    <footer className="rx-foot">
      <div className="rx-foot-said">
        <RefusalNotice error={error} again={is_overtaken(error) ? draft.reload : undefined} />
        {!error && (
          <span className={left > 0 ? 'amber' : 'green'}>{left > 0 ? words.ways_left(left) : words.ready}</span>
        )}
        {kinds > 1 && <span className="muted">{words.other_prescriptions(kinds)}</span>}
      </div>
      <Button look="quiet" onClick={() => void acts.discard()}>
        {words.discard}
      </Button>
      <Button shortcut="p" onClick={preview}>
        {words.preview}
      </Button>
      <Button look="primary" shortcut="Ctrl+Enter" disabled={acts.is_busy || left > 0} onClick={() => void acts.sign()}>
        {words.sign}
      </Button>
    </footer>
  )
}
