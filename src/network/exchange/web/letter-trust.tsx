import { ask, Button, Notice, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { IncomingLetter } from '../contract.ts'
import { use_act } from './queries.ts'
import { use_words } from './words.ts'

/** The sender's certificates are others than those seen first: somebody asks that house before the letter is relied on. */
export const LetterTrust = ({ letter, may_answer }: { letter: IncomingLetter; may_answer: boolean }) => {
  const words = use_words()
  const { act, error, is_busy } = use_act()
  if (letter.trust_changes.length === 0) return null
  const confirm = async (): Promise<void> => {
    const way = `/exchange/incoming/${letter.id}/confirm-trust`
    if (await act(() => ask(way, { body: {} }))) say_done(words.trust_confirmed)
  }
  return (
    <Notice tone="amber">
      <div className="letter-changes">
        <b>{words.trust_changed}</b>
        <ul>
          {letter.trust_changes.map(({ kind, name, seen_at }) => (
            <li key={name}>
              {words.trust_kinds[kind]}: {name} <small className="muted">{show_moment(seen_at.slice(0, 16))}</small>
            </li>
          ))}
        </ul>
        <p className="small">{words.trust_note}</p>
        <RefusalNotice error={error} />
        {may_answer && (
          <Button disabled={is_busy} onClick={() => void confirm()}>
            {words.trust_confirm}
          </Button>
        )}
      </div>
    </Notice>
  )
}
