import { Link } from 'wouter'
import type { HeldPerson } from '../../citizens/contract.ts'
import type { Directory } from '../../membership/contract.ts'
import type { Overview } from '../contract.ts'
import { say_since } from './since.ts'
import { use_words } from './words.ts'

type Tile = { href: string; label: string; count: number; oldest?: string | null | undefined; tone: 'red' | 'amber' }

type DeskTilesProps = { overview: Overview; directory: Directory; persons: HeldPerson[] | undefined }

/** What waits for a person: what is not zero stands first and in colour. */
export const DeskTiles = ({ overview, directory, persons }: DeskTilesProps) => {
  const words = use_words()
  const tiles: Tile[] = [
    {
      ...{ href: '/truc/giu-lai', label: words.held, tone: 'red' },
      ...{ count: overview.held, oldest: overview.oldest_held },
    },
    { href: '/truc/giu-lai/khong-nhan', label: words.dead, count: overview.dead, tone: 'red' },
    ...(persons
      ? [
          {
            ...{ href: '/truc/giu-lai/nguoi', label: words.persons, tone: 'red' as const },
            ...{ count: persons.length, oldest: persons[0]?.held_at },
          },
        ]
      : []),
    { href: '/truc/co-so', label: words.applications, count: directory.applications_waiting, tone: 'red' },
    { href: '/truc/co-so?loc=dau', label: words.seals, count: directory.seals_ending, tone: 'amber' },
    {
      href: '/truc/co-so?loc=suspended',
      label: words.suspended,
      count: directory.by_membership.suspended,
      tone: 'amber',
    },
  ]
  const sorted = [...tiles.filter(({ count }) => count > 0), ...tiles.filter(({ count }) => count === 0)]
  return (
    <section className="hub-part" aria-label={words.tasks}>
      <ul className="desk-tiles">
        {sorted.map(({ href, label, count, oldest, tone }) => (
          <li key={href}>
            <Link href={href} className={count > 0 ? `card desk-tile ${tone}` : 'card desk-tile'}>
              <b>{count}</b>
              <span>{label}</span>
              <small>{count > 0 && oldest ? words.oldest(say_since(words, oldest)) : ''}</small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
