import { useEffect, useRef } from 'react'
import { show_moment } from '../../../../base/ui/index.ts'
import type { SigningQueue } from '../../contract.ts'
import { sentence } from '../tree/record-tree.tsx'
import { key_of } from './signing-queue-page.tsx'
import type { QueueItem } from './signing-queue-page.tsx'

type QueueListProps = {
  queue: SigningQueue
  here: QueueItem | undefined
  chosen: ReadonlySet<string>
  failed: Map<string, string>
  toggle: (item: QueueItem) => void
  come: (item: QueueItem) => void
}

export const QueueList = ({ queue, here, chosen, failed, toggle, come }: QueueListProps) => {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('.here')?.scrollIntoView({ block: 'nearest' })
  }, [here])
  return (
    <div className="queue-list" ref={list}>
      {queue.map((patient) => (
        <section key={patient.patient}>
          <h2>{patient.name}</h2>
          {patient.items.map((item) => (
            <div
              key={key_of(item)}
              className={item === here ? 'queue-item here' : 'queue-item'}
              onClick={() => come(item)}
            >
              <input
                type="checkbox"
                aria-label={`${patient.name}, ${item.title}, ${item.label}`}
                checked={chosen.has(key_of(item))}
                onChange={() => toggle(item)}
                onFocus={() => come(item)}
              />
              <span>
                {sentence(item.title)}
                <small>
                  {show_moment(item.at)} · {item.label}
                </small>
                {failed.has(key_of(item)) && <small className="red">{failed.get(key_of(item))}</small>}
              </span>
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}
