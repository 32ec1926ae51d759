import { useState } from 'react'
import { Key } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { keys_now, use_keys } from './keys.ts'
import { use_ui_words } from './words.ts'

/** `?` shows every key that works on this page. */
export const KeyMap = () => {
  const words = use_ui_words()
  const [is_open, set_open] = useState(false)
  use_keys('', [{ key: '?', label: words.keys, run: () => set_open(true), hidden: true }])
  if (!is_open) return null
  return (
    <Dialog title={words.keys} wide close={() => set_open(false)}>
      {keys_now()
        .map((group) => ({ ...group, acts: group.acts.filter((act) => !act.hidden) }))
        .filter((group) => group.acts.length > 0)
        .map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl className="key-map">
              {group.acts.map((act) => (
                <div key={act.key}>
                  <dt>
                    <Key name={act.key} />
                  </dt>
                  <dd>{act.label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
    </Dialog>
  )
}
