import type { KeyboardEvent } from 'react'
import { Pill, show_moment } from '../../../../base/ui/index.ts'
import type { SheetVersion, VersionName } from '../../contract.ts'
import { use_words } from '../words.ts'
import type { ChartWords } from '../words.ts'

export const name_of_version = (version: VersionName, words: ChartWords): string =>
  version === 'draft' ? words.version_draft : words.version_name(version)

const pill_of = (version: SheetVersion, words: ChartWords) => {
  if (version.status === 'draft') return <Pill tone="amber">{words.unsigned}</Pill>
  if (version.signatures.length > 0) return <Pill tone="green">{words.signed}</Pill>
  return <Pill>{version.status === 'in-progress' ? words.version_begun : words.completed}</Pill>
}

type RailProps = { versions: SheetVersion[]; at: VersionName | undefined; choose: (version: VersionName) => void }

/** Every version of the sheet, the newest first: who wrote it, who signed it. ↑ ↓ go from one to the next. */
export const VersionRail = ({ versions, at, choose }: RailProps) => {
  const words = use_words()
  const on_key = (event: KeyboardEvent<HTMLOListElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = step && versions[versions.findIndex((one) => one.version === at) + step]
    if (!next) return
    event.preventDefault()
    choose(next.version)
    event.currentTarget.querySelector<HTMLElement>(`[data-version="${next.version}"]`)?.focus()
  }
  return (
    <ol className="version-rail" aria-label={words.versions} onKeyDown={on_key}>
      {versions.map((one) => (
        <li key={one.version}>
          <button
            type="button"
            data-version={one.version}
            aria-pressed={one.version === at}
            onClick={() => choose(one.version)}
          >
            <span className="row">
              <b>{name_of_version(one.version, words)}</b>
              <span className="push" />
              {pill_of(one, words)}
            </span>
            <span className="version-who">
              {show_moment(one.at)}
              {one.author && ` · ${one.author}`}
            </span>
            {one.signatures.map((signature) => (
              <span key={signature.slot} className="version-who">
                <span className="dot signed" /> {signature.label}: {signature.name}
              </span>
            ))}
          </button>
        </li>
      ))}
    </ol>
  )
}
