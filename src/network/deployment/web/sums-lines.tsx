import { Link } from 'wouter'
import { Segments, show_moment } from '../../../base/ui/index.ts'
import { say_unit } from '../../board/web/figures.ts'
import type { Register, RegisterSums } from '../contract.ts'
import { page_of_kind } from '../registers/part-of-kind.ts'
import { EntryState } from './register-part.tsx'
import { Shown } from './shown.tsx'
import { has_day, type Asked } from './sums-values.ts'
import { use_sums_words } from './sums-words.ts'
import { use_words } from './words.ts'

type LinesProps = { page: RegisterSums; register: Register; asked: Asked; choose: (asked: Asked) => void }

const columns_max = 7

/** The lines behind the sums, with what they are filtered by. */
export const SumLines = ({ page, register, asked, choose }: LinesProps) => {
  const words = use_sums_words()
  const { states } = use_words()
  const shows = [
    ...['', ...(register.sums?.short ? ['short'] : []), ...(has_day(register) ? ['late'] : [])],
    ...(page.voided > 0 ? ['void'] : []),
  ]
  const known = [...page.facilities, ...page.silent].sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  const pick = (label: string, value: string, all: string, names: { id: string; name: string }[], key: keyof Asked) => (
    <select
      className="box"
      aria-label={label}
      value={value}
      onChange={(event) => choose({ ...asked, [key]: event.target.value })}
    >
      <option value="">{all}</option>
      {names.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
  return (
    <section className="sums-lines">
      <header className="row wrap">
        <h2>{words.detail}</h2>
        <span className="push row wrap">
          <input
            className="box sums-search"
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={asked.search}
            onChange={(event) => choose({ ...asked, search: event.target.value })}
          />
          {page.parts.length > 0 &&
            pick(
              words.kind,
              asked.part,
              words.all_parts,
              page.parts.filter(({ id }) => id !== ''),
              'part',
            )}
          {page.states.length > 0 &&
            pick(
              words.state,
              asked.state,
              words.all_states,
              page.states.map(({ id, lines }) => ({ id, name: `${states[id] || id} ${lines}` })),
              'state',
            )}
          {pick(
            words.facility,
            asked.facility,
            words.all_facilities,
            known.map(({ code, name }) => ({ id: code, name: say_unit(name) })),
            'facility',
          )}
          {shows.length > 1 && (
            <Segments
              label={words.show}
              value={asked.only}
              options={shows.map((value) => ({
                ...{ value, label: `${words.shows[value] ?? ''}${value === 'void' ? ` ${page.voided}` : ''}` },
              }))}
              choose={(only) => choose({ ...asked, only })}
            />
          )}
        </span>
      </header>
      {page.lines.length === 0 ? <p className="muted">{words.none_asked}</p> : <LineTable {...{ page, register }} />}
      {page.lines.length < page.found && (
        <p className="muted small dep-foot">{words.shown(page.lines.length, page.found)}</p>
      )}
    </section>
  )
}

const LineTable = ({ page, register }: Pick<LinesProps, 'page' | 'register'>) => {
  const words = use_sums_words()
  const room = use_words()
  const shown = register.fields.filter(({ type }) => type !== 'long').slice(0, columns_max)
  const ends = register.sums ? register.sums.ends : register.due
  return (
    <div className="card scroll-x">
      <table className="dep-table stacks reg-table">
        <thead>
          <tr>
            <th>{words.facility}</th>
            {shown.map(({ id, name, type }) => (
              <th key={id} className={type === 'count' || type === 'money' ? 'number' : undefined}>
                {name}
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {page.lines.map((line) => (
            <tr key={`${line.facility} ${line.id}`} className={line.state === 'void' ? 'dep-void' : undefined}>
              <td data-label={words.facility}>
                <Link href={page_of_kind(line.facility, page.kind)} title={line.name}>
                  {say_unit(line.name)}
                </Link>
              </td>
              {shown.map((field) => (
                <td
                  key={field.id}
                  data-label={field.name}
                  className={[
                    typeof line.body[field.id] === 'number' ? 'number' : '',
                    line.is_late && field.id === ends ? 'red' : '',
                  ].join(' ')}
                >
                  <Shown field={field} value={line.body[field.id]} />
                </td>
              ))}
              <td className="dep-acts">
                <EntryState entry={{ ...line, due: null }} />
                {line.state === 'void' && (
                  <small className="muted">{room.voided_by(line.written_by, show_moment(line.updated_at))}</small>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
