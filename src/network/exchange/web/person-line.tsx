import { chart_age } from '../../../base/time/index.ts'
import { show_moment, today_local } from '../../../base/ui/index.ts'
import type { Person } from '../contract.ts'
import { use_words } from './words.ts'

/** Who a letter tells of, as its sender says. */
export const PersonLine = ({ person }: { person: Person }) => {
  const words = use_words()
  const numbers = person.identifiers.map(({ kind, value }) => `${words.numbers[kind] ?? kind} ${value}`)
  const age = person.birth_date ? chart_age(person.birth_date, today_local()) : undefined
  const facts = [
    ...[words.genders[person.gender], age && words.ages[age.unit](age.value)],
    ...[show_moment(person.birth_date), numbers[0] ?? words.no_number],
  ]
  return (
    <span className="exchange-person">
      <b>{person.name || '—'}</b>
      <small>{facts.filter(Boolean).join(' · ')}</small>
    </span>
  )
}
