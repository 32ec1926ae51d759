import { Button, RefusalNotice, show_moment } from '../../../../base/ui/index.ts'
import type { LinkSettings } from '../../contract.ts'
import { use_setting } from './use-settings.ts'
import { use_words } from './words.ts'

type Change = LinkSettings['changes'][number]

/** Houses whose certificates are others than those seen first, each confirmed as a whole. */
export const ChangesPart = ({ changes }: { changes: Change[] }) => {
  const words = use_words()
  const { change, error, is_busy } = use_setting()
  const codes = [...new Set(changes.map(({ house }) => house.code))]
  const houses = codes.map((code) => changes.filter(({ house }) => house.code === code))
  return (
    <section className="link-part">
      <h2 className="amber">{words.changes}</h2>
      <RefusalNotice error={error} />
      <ul className="card link-keys">
        {houses.map((lines) => {
          const [first] = lines
          if (!first) return null
          const { code, name } = first.house
          return (
            <li key={code} className="link-key">
              <span className="link-house">
                <b>{name}</b>
                {lines.map((one) => (
                  <small key={one.name} className="muted">
                    {words.change_kinds[one.kind]}: {one.name} · {words.seen(show_moment(one.seen_at.slice(0, 16)))}
                  </small>
                ))}
              </span>
              <span className="push">
                <Button
                  disabled={is_busy}
                  onClick={() => void change({ path: 'confirm-trust', body: { house: code }, said: words.confirmed })}
                >
                  {words.confirm}
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      <p className="muted small">{words.changes_note}</p>
    </section>
  )
}
