import { Key } from '../../../../base/ui/index.ts'
import { use_words } from './words.ts'

type QueueHeadProps = { total: number; shown: number; selected: number; choose_all: () => void }

export const QueueHead = ({ total, shown, selected, choose_all }: QueueHeadProps) => {
  const words = use_words()
  return (
    <header className="queue-head">
      <h1>{words.title}</h1>
      <span className="muted">{words.waiting(total)}</span>
      <span className="muted push" aria-live="polite">
        {words.chosen(selected)}
      </span>
      <label className="tick">
        <input type="checkbox" checked={selected === shown} onChange={choose_all} />
        {shown < total ? words.choose_shown(shown) : words.choose_all}
        <Key name="a" />
      </label>
    </header>
  )
}
