import { Link } from 'wouter'
import { PaperPane } from '../paper/paper-pane.tsx'
import { use_words } from '../words.ts'
import type { QueueItem } from './signing-queue-page.tsx'

/** What will be signed, as it will be signed. */
export const QueuePreview = ({ item }: { item: QueueItem }) => {
  const words = use_words()
  return (
    <div className="queue-preview">
      <PaperPane
        key={item.sheet}
        sheet={item.sheet}
        revision="queue"
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
