import { useState } from 'react'
import { Button, Dialog, Pill, RefusalNotice, show_moment } from '../../../../base/ui/index.ts'
import type { OwnKey } from '../../contract.ts'
import { use_setting } from './use-settings.ts'
import { use_words } from './words.ts'

const earlier_shown = 2
const tones = { used: 'green', unshown: 'amber', earlier: undefined } as const

const KeyLine = ({ one }: { one: OwnKey }) => {
  const words = use_words()
  const is_refused = one.state === 'unshown' && one.problem !== ''
  const facts = [
    words.made(show_moment(one.made_at.slice(0, 16))),
    one.published_at && words.shown(show_moment(one.published_at.slice(0, 16))),
  ]
  return (
    <li className="link-key">
      <Pill tone={is_refused ? 'red' : tones[one.state]}>
        {is_refused ? words.key_refused : words.key_states[one.state]}
      </Pill>
      <code>{one.kid.slice(0, 8)}</code>
      <span className="muted small">{facts.filter(Boolean).join(' · ')}</span>
      {is_refused && <span className="red small link-problem">{one.problem}</span>}
    </li>
  )
}

/** Our own key for what others encrypt: which one they take now, and what becomes of it when it turns over. */
export const KeysPart = ({ keys }: { keys: OwnKey[] }) => {
  const words = use_words()
  const { change, error, is_busy } = use_setting()
  const [asks, set_asks] = useState(false)
  const [all, set_all] = useState(false)
  const [newest] = keys
  const current = keys.filter(({ state }) => state !== 'earlier')
  const earlier = keys.filter(({ state }) => state === 'earlier')
  const shown = all ? earlier : earlier.slice(0, earlier_shown)
  const hidden = earlier.length - earlier_shown
  const make = async (): Promise<void> => {
    if (await change({ path: 'encryption-key', said: words.key_made })) set_asks(false)
  }
  return (
    <section className="link-part">
      <header className="row wrap">
        <h2>{words.keys}</h2>
        <span className="push row">
          {newest?.state === 'unshown' && newest.problem !== '' && (
            <Button
              look="primary"
              disabled={is_busy}
              onClick={() => void change({ path: 'encryption-key/show', said: words.key_shown })}
            >
              {words.show_again}
            </Button>
          )}
          <Button disabled={newest?.state !== 'used'} onClick={() => set_asks(true)}>
            {words.new_key}…
          </Button>
        </span>
      </header>
      <RefusalNotice error={asks ? undefined : error} />
      <ul className="card link-keys">
        {keys.length === 0 && <li className="link-key muted">{words.keys_none}</li>}
        {[...current, ...shown].map((one) => (
          <KeyLine key={one.kid} one={one} />
        ))}
        {hidden > 0 && (
          <li className="link-key">
            <Button look="link" onClick={() => set_all(!all)}>
              {all ? words.fewer : words.more_keys(hidden)}
            </Button>
          </li>
        )}
      </ul>
      {newest?.state === 'unshown' && keys.length > 1 && <p className="muted small">{words.turning}</p>}
      {asks && (
        <Dialog
          title={words.new_key_ask}
          close={() => set_asks(false)}
          submit={() => void make()}
          foot={
            <Button type="submit" look="primary" disabled={is_busy}>
              {words.new_key}
            </Button>
          }
        >
          <p>{words.new_key_note}</p>
          <RefusalNotice error={error} />
        </Dialog>
      )}
    </section>
  )
}
