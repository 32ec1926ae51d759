import { use_language } from '../../../base/ui/index.ts'
import type { FigureName } from '../contract.ts'
import { gap_kinds } from '../gap-kinds.ts'
import { figures, said_names, total_names, type FigureFacts } from '../figures.ts'
import { linked_facts, payers, visit_types } from '../visit-types.ts'
import './marks.css'
import { use_words } from './words.ts'

const seen_names: FigureName[] = ['taken', 'corrections', 'late', 'refused', 'held', 'delivered', 'received', 'opened']

type Known = { id: string; facts: FigureFacts }

const of_names = (names: readonly FigureName[]): Known[] => names.map((id) => ({ id, facts: figures[id] }))

const by_visit_type: Known[] = [
  ...Object.entries(visit_types).map(([id, facts]) => ({ id, facts })),
  ...Object.entries(payers).map(([id, facts]) => ({ id, facts })),
  { id: 'linked', facts: linked_facts },
]

const Group = ({ title, known }: { title: string; known: Known[] }) => {
  const words = use_words()
  const { language } = use_language()
  const is_en = language === 'en'
  return (
    <section className="card definitions-group">
      <table className="counts-table">
        <thead>
          <tr>
            <th scope="col" className="text">
              {title}
            </th>
            <th scope="col" className="text">
              {words.what_is_counted}
            </th>
            <th scope="col" className="text">
              {words.source}
            </th>
          </tr>
        </thead>
        <tbody>
          {known.map(({ id, facts }) => (
            <tr key={id} id={id}>
              <th scope="row">{is_en ? facts.name_en : facts.name}</th>
              <td className="text">{is_en ? facts.says_en : facts.says}</td>
              <td className="text muted">{is_en ? facts.source_en : facts.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Every figure with its definition and source. */
export const Definitions = () => {
  const words = use_words()
  return (
    <div className="stack">
      <p className="muted">{words.definitions_note}</p>
      <Group title={words.totals} known={of_names(total_names)} />
      <Group title={words.by_facility} known={of_names(said_names)} />
      <Group title={words.by_hub} known={of_names(seen_names)} />
      <Group title={words.by_visit_type} known={by_visit_type} />
      <GapGroup />
    </div>
  )
}

/** When a day is not whole: every rule by which a facility is asked back. */
const GapGroup = () => {
  const words = use_words()
  const { language } = use_language()
  const is_en = language === 'en'
  return (
    <section className="card definitions-group" id="gaps">
      <table className="counts-table">
        <thead>
          <tr>
            <th scope="col" className="text">
              {words.gap_kinds}
            </th>
            <th scope="col" className="text">
              {words.when}
            </th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(gap_kinds).map(([what, facts]) => (
            <tr key={what} id={`gap-${what}`}>
              <th scope="row">{is_en ? facts.name_en : facts.name}</th>
              <td className="text">{is_en ? facts.says_en : facts.says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
