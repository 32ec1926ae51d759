import { useState } from 'react'
import { Button, Pill, show_moment } from '../../../base/ui/index.ts'
import type { Lineage, Parted, PersonLine, PersonMerge } from '../contract.ts'
import { JoinDialog } from './join-dialog.tsx'
import { PartDialog } from './part-dialog.tsx'
import { show_number } from './show-number.ts'
import { use_words } from './words.ts'

/** One line of the directory: who told of it, its numbers, who sent papers under it. */
const LinePart = ({ line, merge, part }: { line: PersonLine; merge: PersonMerge | undefined; part: () => void }) => {
  const words = use_words()
  return (
    <section className="citizen-line">
      <header className="row wrap">
        <Pill tone={line.merged_into === null ? 'green' : 'amber'}>
          {line.merged_into === null ? words.standing : words.merged}
        </Pill>
        <b>{line.names[0] ?? words.no_name}</b>
        <span className="muted">{words.told_by(line.teller.name, show_moment(line.told_at))}</span>
        {merge && (
          <span className="push">
            <Button onClick={part}>{words.part}</Button>
          </span>
        )}
      </header>
      {merge && (
        <p className="muted">
          {words.merged_by(merge.made_by_name, show_moment(merge.made_at))}: “{merge.reason}”
        </p>
      )}
      <dl className="citizen-facts">
        <dt>{words.numbers}</dt>
        <dd>
          <ul>
            {line.numbers.map((one) => (
              <li key={`${one.system}|${one.value}`}>
                {show_number(one)} <small className="muted">{one.facility.name}</small>
                {!one.stands && <small className="amber"> {words.not_counting}</small>}
              </li>
            ))}
          </ul>
        </dd>
        <dt>{words.papers}</dt>
        <dd>
          {line.papers.length === 0 && <span className="muted">{words.no_papers}</span>}
          <ul>
            {line.papers.map(({ sender, count, latest }) => (
              <li key={sender.code}>
                {sender.name} <small className="muted">{words.paper_count(count, show_moment(latest))}</small>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  )
}

const History = ({ merges }: { merges: PersonMerge[] }) => {
  const words = use_words()
  // A merge that stands is told on its line.
  if (merges.every(({ undone_at }) => undone_at === null)) return null
  return (
    <section className="citizen-line">
      <h3>{words.history}</h3>
      <ul className="citizen-history">
        {merges.map((one) => (
          <li key={`${one.source}|${one.made_at}`}>
            {words.merged_by(one.made_by_name, show_moment(one.made_at))}: “{one.reason}”
            {one.undone_at && (
              <>
                <br />
                {words.undone_by(one.undone_by_name ?? '', show_moment(one.undone_at))}: “{one.undo_reason}”
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type PersonCardProps = { lineage: Lineage; changed: (parted?: Parted) => void }

/** A person with all that was merged into her. */
export const PersonCard = ({ lineage: { lines, merges }, changed }: PersonCardProps) => {
  const words = use_words()
  const [parting, part] = useState<string>()
  const [is_joining, join] = useState(false)
  const [standing] = lines
  if (!standing) return null
  const { birth_date, deceased } = standing
  const merge_of = ({ id, merged_into }: PersonLine) =>
    merged_into === null ? undefined : merges.find(({ source, undone_at }) => source === id && undone_at === null)
  return (
    <article className="card citizen-card">
      <header className="row wrap citizen-head">
        <h2>{standing.names[0] ?? words.no_name}</h2>
        {birth_date && <span>{words.born(show_moment(birth_date))}</span>}
        {deceased && <Pill tone="red">{words.died(deceased === 'true' ? '' : show_moment(deceased))}</Pill>}
        <span className="push">
          <Button onClick={() => join(true)}>{words.join_open}</Button>
        </span>
      </header>
      {lines.map((line) => (
        <LinePart key={line.id} line={line} merge={merge_of(line)} part={() => part(line.id)} />
      ))}
      <History merges={merges} />
      {parting && <PartDialog person={parting} done={changed} close={() => part(undefined)} />}
      {is_joining && <JoinDialog standing={standing} lines={lines} done={changed} close={() => join(false)} />}
    </article>
  )
}
