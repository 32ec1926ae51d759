import { Link } from 'wouter'
import { show_moment } from '../../../base/ui/index.ts'
import type { SourceLine } from '../contract.ts'
import { use_words } from './words.ts'

/** Every figure of the paper beside it: what it means, when it was counted, and the way to its rows. */
export const SourceList = ({ sources }: { sources: SourceLine[] }) => {
  const words = use_words()
  return (
    <details className="card report-form report-sources">
      <summary>{words.sources(sources.length)}</summary>
      <ul className="report-list">
        {sources.map(({ label, value, definition, source, at, path }) => (
          <li key={label}>
            <p className="row">
              {path === '' ? <span>{label}</span> : <Link href={path}>{label}</Link>}
              <b className="push nowrap">{value}</b>
            </p>
            <p className="muted small">{definition}</p>
            <p className="muted small">
              {source}
              {at !== '' && ` · ${words.counted_at(show_moment(at))}`}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
