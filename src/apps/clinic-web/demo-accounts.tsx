import { useState } from 'react'
import { Button } from '../../base/ui/index.ts'
import type { Door } from '../../platform/access/contract.ts'
import { use_words } from './words.ts'

export type Demo = NonNullable<Door['demo']>[number]

type DemoAccountsProps = { demo: Demo[]; facilities: Door['facilities']; take: (demo: Demo) => void }

/** One person a role is enough to look around; the others are a click away. */
const first_of_roles = (demo: Demo[]): Demo[] =>
  demo.filter((one, at) => demo.findIndex((other) => other.role === one.role) === at)

/** A house where somebody receives patients is worth a look; the others are there, and still empty. A hub has none such. */
const receives = ({ demo }: { demo: Demo[] }): boolean => demo.some(({ role }) => role === 'reception')

export const DemoAccounts = ({ demo, facilities, take }: DemoAccountsProps) => {
  const words = use_words()
  const houses = [...new Set(demo.map((one) => one.facility))].map((code) => ({
    code,
    name: facilities.find((one) => one.code === code)?.name ?? code,
    demo: demo.filter((one) => one.facility === code),
  }))
  const living = houses.filter(receives)
  const whole = living.length > 0 ? living : houses
  const others = houses.filter((house) => !whole.includes(house))
  return (
    <section className="door-demo">
      <h2>{words.demo}</h2>
      <p className="muted small">{words.demo_note}</p>
      {whole.map((one) => (
        <FacilityAccounts key={one.code} {...one} take={take} />
      ))}
      {others.length > 0 && (
        <details>
          <summary>{words.other_facilities(others.length)}</summary>
          {others.map((one) => (
            <FacilityAccounts key={one.code} {...one} take={take} />
          ))}
        </details>
      )}
    </section>
  )
}

type FacilityAccountsProps = { name: string; demo: Demo[]; take: (demo: Demo) => void }

const FacilityAccounts = ({ name, demo, take }: FacilityAccountsProps) => {
  const words = use_words()
  const [is_whole, set_whole] = useState(false)
  const shown = is_whole ? demo : first_of_roles(demo)
  return (
    <div>
      <h3>{name}</h3>
      <ul>
        {shown.map((one) => (
          <li key={one.username}>
            <button type="button" onClick={() => take(one)}>
              <span>
                <b>{one.name}</b>
                {words.roles[one.role] ?? one.role}
              </span>
              <small>{one.username}</small>
            </button>
          </li>
        ))}
      </ul>
      {shown.length < demo.length && (
        <Button look="link" onClick={() => set_whole(true)}>
          {words.all_accounts(demo.length)}
        </Button>
      )}
    </div>
  )
}
