import { useState } from 'react'
import { Empty, Segments } from '../../../base/ui/index.ts'
import type { IncomingLetter, LetterPart } from '../contract.ts'
import { is_narrow } from './is-narrow.ts'
import { PackageFiles } from './package-files.tsx'
import { part_address } from './places.ts'
import { use_words } from './words.ts'

type View = 'paper' | 'data' | 'package'

/** The browser's own viewer without its side and bar: the page as wide as there is room. */
const viewer = '#toolbar=0&navpanes=0&view=FitH'

/** What data say, in words. */
export const Sections = ({ sections }: Pick<IncomingLetter, 'sections'>) => {
  const words = use_words()
  if (sections.length === 0) return <Empty title={words.no_data} />
  return (
    <div className="letter-data">
      {sections.map(({ title, text }, at) => (
        <section key={at}>
          <h2>{title}</h2>
          <p>{text}</p>
        </section>
      ))}
    </div>
  )
}

const size_text = (size: number): string => (size < 1_024 ? `${size} B` : `${Math.round(size / 1_024)} KB`)

const Files = ({ id, parts }: { id: string; parts: LetterPart[] }) => {
  const words = use_words()
  return (
    <ul className="letter-files small" aria-label={words.files}>
      {parts.map((part) => (
        <li key={part.position} title={`SHA-256 ${part.sha256}`}>
          <a href={part_address(id, part.position)} target="_blank" rel="noreferrer">
            {words.parts[part.kind] ?? part.kind}
          </a>{' '}
          <span className="muted">{size_text(part.size)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The letter itself, as it was signed, or what its data say in words. */
export const LetterPaper = ({ letter }: { letter: IncomingLetter }) => {
  const words = use_words()
  const [view, set_view] = useState<View>(() => (is_narrow() ? 'data' : 'paper'))
  const pdf = letter.parts.find(({ kind }) => kind === 'pdf')
  const address = pdf && part_address(letter.id, pdf.position)
  const whole = letter.parts.find(({ kind }) => kind === 'package')
  const views: { value: View; label: string }[] = [
    { value: 'paper', label: words.paper },
    { value: 'data', label: words.data },
    ...(letter.checks.package ? [{ value: 'package' as const, label: words.package }] : []),
  ]
  return (
    <section className="letter-paper card">
      <div className="letter-tools">
        <Segments label={words.views} value={view} options={views} choose={set_view} />
        <Files id={letter.id} parts={letter.parts} />
      </div>
      {view === 'data' && <Sections sections={letter.sections} />}
      {view === 'package' && letter.checks.package && (
        <PackageFiles
          id={letter.id}
          package={letter.checks.package}
          address={whole && part_address(letter.id, whole.position)}
        />
      )}
      {view === 'paper' &&
        (address ? (
          <object data={`${address}${viewer}`} type="application/pdf" aria-label={letter.title}>
            <Empty title={letter.title}>
              <a className="btn" href={address} target="_blank" rel="noreferrer">
                {words.open_paper}
              </a>
            </Empty>
          </object>
        ) : (
          <Empty title={words.no_paper} />
        ))}
    </section>
  )
}
