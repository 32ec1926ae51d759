import { show_moment } from '../../../base/ui/index.ts'
import type { PersonFacts } from '../../citizens/contract.ts'
import { system_name } from './system-name.ts'
import { use_words, type DeskWords } from './words.ts'

type ComparedPerson = Omit<PersonFacts, 'id' | 'updated_at' | 'identifiers'> & {
  identifiers: { system: string; value: string; stands: boolean }[]
}
export type Side = { title: string; person: ComparedPerson }

const fold_case = (text: string): string => text.toLowerCase()

/** `parts`: what is compared one by one, by what it is of; otherwise the whole line is. */
type Line = {
  label: string
  of: (person: ComparedPerson) => string
  parts?: (person: ComparedPerson) => { of: string; value: string }[]
}

const has_two = (values: string[]): boolean => new Set(values.map(fold_case).filter((text) => text !== '')).size > 1

/** Both know it, and know it otherwise. */
const differs = ({ of, parts }: Line, people: ComparedPerson[]): boolean => {
  if (!parts) return has_two(people.map(of))
  const all = people.flatMap(parts)
  return all.some((one) => has_two(all.filter((other) => other.of === one.of).map(({ value }) => value)))
}

const lines_of = (words: DeskWords): Line[] => [
  { label: words.name, of: ({ names }) => names.join('\n') },
  { label: words.birth, of: ({ birth_date }) => show_moment(birth_date ?? '') },
  { label: words.gender, of: ({ gender }) => words.genders[gender ?? ''] ?? '' },
  {
    label: words.numbers,
    of: ({ identifiers }) =>
      identifiers
        .map(({ system, value, stands }) => `${system_name(system)} ${value}${stands ? '' : ` (${words.disputed})`}`)
        .join('\n'),
    parts: ({ identifiers }) => identifiers.map(({ system, value }) => ({ of: system, value })),
  },
  { label: words.phone, of: ({ phones }) => phones.join('\n') },
  { label: words.kin, of: ({ kin }) => kin.join('\n') },
  { label: words.address, of: ({ city, state }) => [city, state].filter(Boolean).join(', ') },
  {
    label: words.deceased,
    of: ({ deceased, deaths }) =>
      Object.entries(deaths ?? (deceased === undefined ? {} : { '': deceased }))
        .map(([facility, said]) => {
          const day = said === 'true' ? words.deceased_unknown_day : show_moment(said)
          return facility === '' ? day : words.told_by(day, facility)
        })
        .join('\n'),
  },
]

/** People side by side; a line that two of them tell otherwise is marked. */
export const ComparePeople = ({ sides, note }: { sides: Side[]; note?: string }) => {
  const words = use_words()
  const lines = lines_of(words).filter((line) => sides.some(({ person }) => line.of(person) !== ''))
  const people = sides.map(({ person }) => person)
  return (
    <div className="card scroll-x">
      <table className="hub-table desk-compare">
        <thead>
          <tr>
            <th />
            {sides.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.label} className={differs(line, people) ? 'differs' : undefined}>
              <th scope="row">{line.label}</th>
              {sides.map(({ title, person }) => (
                <td key={title} data-label={title}>
                  {line.of(person) || words.none}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {note && <p className="desk-compare-note muted">{note}</p>}
    </div>
  )
}
