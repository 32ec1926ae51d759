import { useState } from 'react'
import { Button } from '../../base/ui/index.ts'
import type { Door } from '../../platform/access/contract.ts'
import { use_words } from './words.ts'

export type Demo = NonNullable<Door['demo']>[number]

type DemoAccountsProps = { demo: Demo[]; facilities: Door['facilities']; take: (demo: Demo) => void }

/** One person a role is enough to look around; the others are a click away. */
const first_of_roles = (demo: Demo[]): Demo[] =>
  demo.filter((one, at) => demo.findIndex((other) => other.role === one.role) === at)

export const DemoAccounts = ({ demo, facilities, take }: DemoAccountsProps) => {
  const words = use_words()
  return (
    <section className="door-demo">
      <h2>{words.demo}</h2>
      <p className="muted small">{words.demo_note}</p>
      {[...new Set(demo.map((one) => one.facility))].map((code) => (
        <FacilityAccounts
          key={code}
          name={facilities.find((one) => one.code === code)?.name ?? code}
          demo={demo.filter((one) => one.facility === code)}
          take={take}
        />
      ))}
    </section>
  )
}

const FacilityAccounts = ({ name, demo, take }: { name: string; demo: Demo[]; take: (demo: Demo) => void }) => {
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
