import type { ReactNode } from 'react'
import { show_moment } from '../../../../base/ui/index.ts'
import type { SheetVersion } from '../../contract.ts'
import { use_words } from '../words.ts'

type SideHeadProps = { side: 'old' | 'new'; version: SheetVersion; prints: boolean; children: ReactNode }

const digest_letters = 12

/** The head of a column: which version it is, and what its signatures cover. */
export const SideHead = ({ side, version, prints, children }: SideHeadProps) => {
  const words = use_words()
  const { signatures } = version
  return (
    <header className="side-head">
      <div className="row wrap">{children}</div>
      <p className="version-who">
        {show_moment(version.at)}
        {version.author && ` · ${version.author}`}
      </p>
      {signatures.map((signature) => (
        <p key={signature.slot} className="covered">
          <span className="dot signed" /> {signature.label}: <b>{signature.name}</b>, {show_moment(signature.at)}{' '}
          {prints && (
            <a href={`/api/documents/${signature.document}`} target="_blank" rel="noreferrer">
              {words.signed_copy}
            </a>
          )}{' '}
          <code title={signature.sha256}>{signature.sha256.slice(0, digest_letters)}…</code>
        </p>
      ))}
      <p className="small muted">
        {signatures.length > 0 ? words.covers : side === 'old' ? words.covers_nothing_old : words.covers_nothing_new}
      </p>
    </header>
  )
}
