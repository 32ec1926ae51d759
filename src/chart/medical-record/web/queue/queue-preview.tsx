import { Link } from 'wouter'
import { PaperPane } from '../paper/paper-pane.tsx'
import type { SigningItem } from '../../contract.ts'
import { use_words } from './words.ts'

/** What will be signed, as it will be signed. */
export const QueuePreview = ({ item }: { item: SigningItem }) => {
  const words = use_words()
  return (
    <div className="queue-preview">
      <PaperPane
        key={item.sheet}
        sheet={item.sheet}
        revision={`queue-${item.version}`}
        status={item.label}
        focused={undefined}
        pick={() => undefined}
        tools={
          <Link className="btn" href={`/benh-an/${item.encounter}/${item.sheet}`}>
            {words.open_chart}
          </Link>
        }
      />
    </div>
  )
}
