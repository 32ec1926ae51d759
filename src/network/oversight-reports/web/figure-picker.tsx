import type { Catalogue } from '../contract.ts'
import { use_words } from './words.ts'

/** What a template may say; what nobody tells yet is marked. */
export const FigurePicker = ({ catalogue, insert }: { catalogue: Catalogue; insert: (text: string) => void }) => {
  const words = use_words()
  const told = new Set(catalogue.told)
  const entries = [
    ...catalogue.figures.map((one) => ({ ...one, text: `{{${one.name}}}` })),
    ...catalogue.tables.map((one) => ({ ...one, text: `[[bảng ${one.name}]]` })),
  ]
  return (
    <div className="card report-figures">
      <h2>{words.figures}</h2>
      <p className="muted small">{words.figures_hint}</p>
      <ul>
        {entries.map(({ name, label, definition, text }) => (
          <li key={text}>
            <button type="button" title={definition} onClick={() => insert(text)}>
              <code>{text}</code> <span>{label}</span>
              {!told.has(name) && <small className="amber"> {words.no_source}</small>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
