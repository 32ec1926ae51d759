import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { staff_place } from '../../../chart/staff/web/places.ts'
import { ask, Button, ListTable, Notice, Pill, RefusalNotice } from '../../../base/ui/index.ts'
import type { Contradiction, PractitionerChecks } from '../contract.ts'
import './checks.css'
import { use_words } from './words.ts'

const tones: Record<Contradiction['what'], 'red' | 'amber' | undefined> = {
  ...{ shared: 'red', 'named-otherwise': 'red', malformed: 'red', idle: 'amber', missing: undefined },
}

const Row = ({ one }: { one: Contradiction }) => {
  const words = use_words()
  return (
    <tr>
      <td>
        <Pill tone={tones[one.what]}>{words.whats[one.what]}</Pill>
      </td>
      <td>{words.kinds[one.of]}</td>
      <td>{one.value || '–'}</td>
      <td>
        {one.people.map(({ id, name }, i) => (
          <span key={id}>
            {i > 0 && ', '}
            <Link href={staff_place(id)}>{name}</Link>
          </span>
        ))}
      </td>
      <td className="small checks-why">{one.says}</td>
    </tr>
  )
}

/** Numbers of one's own practitioners that do not fit together; what is only missing is shown when asked for. */
const ChecksPart = () => {
  const words = use_words()
  const [shows_missing, set_shows] = useState(false)
  const checks = useQuery({
    queryKey: ['staff', 'checks'],
    queryFn: () => ask<PractitionerChecks>('/practitioner-checks'),
  })
  if (!checks.data) return checks.error ? <RefusalNotice error={checks.error} /> : null
  const { compared, contradictions } = checks.data
  const missing = contradictions.filter(({ what }) => what === 'missing').length
  const wrong = contradictions.length - missing
  const shown = contradictions.filter(({ what }) => shows_missing || what !== 'missing')
  return (
    <section className="checks-part">
      <div className="row wrap">
        <h2>{words.title}</h2>
        <span className="muted small">{words.compared(compared)}</span>
        {missing > 0 && (
          <Button look="link" onClick={() => set_shows(!shows_missing)}>
            {shows_missing ? words.hide : words.missing(missing)}
          </Button>
        )}
      </div>
      {wrong > 0 ? <Notice tone="red">{words.wrong(wrong)}</Notice> : <p className="muted small">{words.none}</p>}
      {shown.length > 0 && (
        <ListTable titles={words.columns} className="checks-table">
          {shown.map((one, i) => (
            <Row key={i} one={one} />
          ))}
        </ListTable>
      )}
    </section>
  )
}

export default ChecksPart
