import { LinesField, Segments, TextField } from '../../../base/ui/index.ts'
import type { Closing, Head, PeriodKind } from '../contract.ts'
import { use_words } from './words.ts'

const kinds: PeriodKind[] = ['week', 'month', 'quarter', 'half', 'year', 'adhoc']
const closings: Closing[] = ['nd09', 'calendar']
const short = ['superior', 'unit', 'symbol', 'place', 'kind', 'signer'] as const
const lists = ['addressees', 'recipients', 'authority'] as const

/** Lines as typed, an empty one at the end too, so that Enter works; what is empty goes when it is sent. */
export const tidy_head = (head: Head): Head => {
  const lines = (given: string[]): string[] => given.map((one) => one.trim()).filter(Boolean)
  return {
    ...head,
    addressees: lines(head.addressees),
    recipients: lines(head.recipients),
    authority: lines(head.authority),
  }
}

/** What stands around the text. */
export const HeadFields = ({ head, change }: { head: Head; change: (head: Head) => void }) => {
  const words = use_words()
  const turn = (kind: PeriodKind) => {
    const has = head.period_kinds.includes(kind)
    change({ ...head, period_kinds: kinds.filter((one) => (one === kind ? !has : head.period_kinds.includes(one))) })
  }
  return (
    <div className="stack">
      <TextField label={words.name} value={head.name} change={(name) => change({ ...head, name })} />
      <TextField label={words.subject} value={head.subject} change={(subject) => change({ ...head, subject })} />
      <div className="grid-3">
        {short.map((field) => (
          <TextField
            key={field}
            label={words[field]}
            value={head[field]}
            change={(value) => change({ ...head, [field]: value })}
          />
        ))}
      </div>
      <div className="grid-3">
        {lists.map((field) => (
          <LinesField
            key={field}
            label={words[field]}
            rows={4}
            value={head[field].join('\n')}
            change={(value) => change({ ...head, [field]: value.split('\n') })}
          />
        ))}
      </div>
      <div className="row wrap">
        <Segments
          label={words.closing}
          value={head.closing}
          options={closings.map((value) => ({ value, label: words.closings[value] }))}
          choose={(closing) => change({ ...head, closing })}
        />
        <span className="muted small">{words.for_kinds}:</span>
        {kinds.map((kind) => (
          <label key={kind} className="tick">
            <input type="checkbox" checked={head.period_kinds.includes(kind)} onChange={() => turn(kind)} />
            {words.kinds[kind]}
          </label>
        ))}
      </div>
    </div>
  )
}
