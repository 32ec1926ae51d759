import { Notice, Segments, show_moment } from '../../../base/ui/index.ts'
import { use_words as use_gate_words } from '../../gate/web/words.ts'
import { use_words as use_desk_words } from '../../mailbox/web/words.ts'
import type { Parting, PartingSide } from '../contract.ts'
import { number_key, paper_key, type Chosen } from './chosen.ts'
import { show_number } from './show-number.ts'
import { use_words } from './words.ts'

/** What the two sides are called: by their names, where those tell them apart. */
export type SideNames = { source: string; target: string }

type ChoiceProps = { label: string; names: SideNames; side: PartingSide; choose: (side: PartingSide) => void }

const SideChoice = ({ label, names, side, choose }: ChoiceProps) => (
  <Segments<'source' | 'target'>
    label={label}
    value={side === 'unclear' ? undefined : side}
    options={[
      { value: 'source', label: names.source },
      { value: 'target', label: names.target },
    ]}
    choose={choose}
  />
)

type Choosing = { names: SideNames; chosen: Chosen; choose: (key: string, side: PartingSide) => void }

export const PapersPart = ({ papers, names, chosen, choose }: Choosing & { papers: Parting['papers'] }) => {
  const words = use_words()
  const desk = use_desk_words()
  return (
    <section>
      <h3>{words.part_papers}</h3>
      <p className="muted">{papers.length === 0 ? words.part_papers_none : words.part_papers_note}</p>
      <ul className="citizen-choices">
        {papers.map(({ number, at, kind, sender, recipients, named, side }) => (
          <li key={number}>
            <div>
              <b>{desk.kinds[kind] ?? kind}</b> {words.paper(number)} · {show_moment(at)}
              <small>
                {named.name} {named.birth_date && show_moment(named.birth_date)}
                <span className="muted"> · {[sender, ...recipients].map(({ name }) => name).join(' → ')}</span>
              </small>
            </div>
            <SideChoice
              label={words.paper(number)}
              names={names}
              side={chosen[paper_key(number)] ?? side}
              choose={(to) => choose(paper_key(number), to)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

export const NumbersPart = ({ numbers, names, chosen, choose }: Choosing & { numbers: Parting['numbers'] }) => {
  const words = use_words()
  if (numbers.length === 0) return null
  return (
    <section>
      <h3>{words.part_numbers}</h3>
      <ul className="citizen-choices">
        {numbers.map((one) => {
          const key = number_key(one)
          const side = chosen[key] ?? one.side
          return (
            <li key={key}>
              <div>
                <b>{show_number(one)}</b>
                <small className="muted">
                  {one.facility.name} · {show_moment(one.at)}
                </small>
              </div>
              <SideChoice label={show_number(one)} names={names} side={side} choose={(to) => choose(key, to)} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type LearntPartProps = { learnt: Parting['learnt']; forgets: boolean; change: (forgets: boolean) => void }

export const LearntPart = ({ learnt, forgets, change }: LearntPartProps) => {
  const words = use_words()
  const desk = use_desk_words()
  if (learnt.length === 0) return null
  const show = (field: string, value: string): string =>
    field === 'gender'
      ? (desk.genders[value] ?? value)
      : field === 'deceased' && value === 'true'
        ? desk.deceased_unknown_day
        : /^\d{4}(-\d\d){0,2}/.test(value)
          ? show_moment(value)
          : value
  return (
    <section>
      <h3>{words.part_learnt}</h3>
      <ul>
        {learnt.map(({ field, value }) => (
          <li key={`${field} ${value}`}>
            <span className="muted">{words.fields[field]}:</span> {show(field, value)}
          </li>
        ))}
      </ul>
      <label className="tick">
        <input type="checkbox" checked={forgets} onChange={(event) => change(event.target.checked)} />
        <span>
          {words.forget} <small className="muted">{words.forget_note}</small>
        </span>
      </label>
    </section>
  )
}

export const LooksPart = ({ looks }: { looks: Parting['looks'] }) => {
  const words = use_words()
  const gate = use_gate_words()
  if (looks.length === 0) return <p className="muted">{words.looks_none}</p>
  return (
    <section>
      <h3>{words.looks}</h3>
      <Notice tone="amber">{words.looks_note}</Notice>
      <ul className="citizen-choices">
        {looks.map(({ house, actor, basis, reason, at, fetched, ends }) => (
          <li key={`${house.code} ${at}`}>
            <div>
              <b>{house.name}</b> {actor} · {show_moment(at)} · {words.fetched(fetched)}
              <small className="muted">
                {gate.bases[basis] ?? basis}: {reason}
                {ends && ` · ${words.ends}`}
              </small>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
