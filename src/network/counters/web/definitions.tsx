import { use_language } from '../../../base/ui/index.ts'
import type { FigureName } from '../contract.ts'
import { figures, said_names, total_names } from '../figures.ts'
import './marks.css'
import { use_words } from './words.ts'

const seen_names: FigureName[] = ['taken', 'corrections', 'late', 'refused', 'held', 'delivered', 'received', 'opened']

const Group = ({ title, names }: { title: string; names: readonly FigureName[] }) => {
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
          {names.map((name) => (
            <tr key={name} id={name}>
              <th scope="row">{is_en ? figures[name].name_en : figures[name].name}</th>
              <td className="text">{is_en ? figures[name].says_en : figures[name].says}</td>
              <td className="text muted">{is_en ? figures[name].source_en : figures[name].source}</td>
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
      <Group title={words.totals} names={total_names} />
      <Group title={words.by_facility} names={said_names} />
      <Group title={words.by_hub} names={seen_names} />
    </div>
  )
}
