import type { Preview } from '../contract.ts'
import { SourceList } from './source-list.tsx'
import { use_words } from './words.ts'

/** The pages as they will be printed, and what of them nobody can tell. */
export const Pages = ({ preview }: { preview: Preview }) => {
  const words = use_words()
  const { pages, missing, sources } = preview
  return (
    <div className="report-pages">
      {missing.length > 0 && (
        <p className="notice amber small">
          <b>{words.missing(missing.length)}</b> {missing.join(' · ')}
        </p>
      )}
      <SourceList sources={sources} />
      {pages.map(({ svg, digest }, i) => (
        <img
          key={digest}
          className="report-page"
          alt={words.page(i + 1, pages.length)}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
        />
      ))}
    </div>
  )
}
