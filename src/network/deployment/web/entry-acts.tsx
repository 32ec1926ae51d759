import { useRef, useState } from 'react'
import { ask, Button, Refused, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { EntryLine, Register } from '../contract.ts'
import { EntryDialog } from './entry-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { use_words } from './words.ts'

export type EntryRights = { may_write: boolean; may_decide: boolean }
type EntryActsProps = EntryRights & { entry: EntryLine; register: Register; edit: () => void; done: () => void }
type Act = 'submit' | 'approve' | 'return' | 'answer' | 'close'

const acts_of = ({ entry, register, may_write, may_decide }: EntryActsProps): Act[] => {
  if (register.flow === 'approve' && entry.state === 'submitted' && may_decide) return ['approve', 'return']
  if (register.flow === 'approve' && ['open', 'returned'].includes(entry.state) && may_write) return ['submit']
  if (register.flow === 'answer' && entry.state === 'submitted' && may_decide) return ['answer']
  if (register.flow === 'answer' && entry.state === 'answered' && may_write) return ['close']
  return []
}

/** Who keeps a line takes it back; what the Sở decided, only the Sở. */
const may_void = ({ entry, may_write, may_decide }: EntryActsProps): boolean =>
  may_write && (may_decide || !['approved', 'answered', 'closed'].includes(entry.state))

/** What this person may do with a line in its state. */
export const EntryActs = (props: EntryActsProps) => {
  const { entry, register, may_write, may_decide, edit, done } = props
  const words = use_words()
  const [asking, ask_reason] = useState<Act>()
  const [opened, open] = useState<'void' | 'so'>()
  const [error, set_error] = useState<unknown>()
  const send = async (act: Act, reason: string): Promise<void> => {
    await ask(`/board/facilities/${entry.facility}/entries/${entry.id}/${act}`, { body: { reason } })
    say_done(words.sent)
    done()
  }
  const take_back = async (reason: string): Promise<void> => {
    await ask(`/board/facilities/${entry.facility}/entries/${entry.id}/void`, { body: { reason } })
    say_done(words.void_done)
    done()
  }
  const start = (act: Act) =>
    act === 'return' || act === 'answer'
      ? ask_reason(act)
      : void send(act, '').then(() => set_error(undefined), set_error)
  const is_open = !['answered', 'closed'].includes(entry.state)
  return (
    <span className="entry-acts">
      {acts_of(props).map((act) => (
        <Button key={act} look={act === 'approve' || act === 'answer' ? 'primary' : 'quiet'} onClick={() => start(act)}>
          {words[act]}
        </Button>
      ))}
      {may_decide && register.so_act && entry.state !== 'closed' && (
        <Button look="quiet" onClick={() => open('so')}>
          {register.so_act}
        </Button>
      )}
      {may_write && register.takes_files && is_open && entry.state !== 'approved' && (
        <FileButton entry={entry} done={done} />
      )}
      {may_write && is_open && (
        <Button look="quiet" onClick={edit}>
          {words.edit}
        </Button>
      )}
      {may_void(props) && (
        <Button look="quiet" onClick={() => open('void')}>
          {words.void}
        </Button>
      )}
      <RefusalNotice error={error} />
      {asking && (
        <ReasonDialog
          title={words[asking]}
          send={(reason) => send(asking, reason)}
          close={() => ask_reason(undefined)}
        />
      )}
      {opened === 'void' && (
        <ReasonDialog
          {...{ title: words.void_title(register.one), act: words.void_act, label: words.void_reason }}
          note={words.void_note}
          send={take_back}
          close={() => open(undefined)}
        />
      )}
      {opened === 'so' && (
        <EntryDialog {...{ facility: entry.facility, register, entry, done }} by_so close={() => open(undefined)} />
      )}
    </span>
  )
}

const FileButton = ({ entry, done }: { entry: EntryLine; done: () => void }) => {
  const words = use_words()
  const field = useRef<HTMLInputElement>(null)
  const [error, set_error] = useState<unknown>()
  const send = async (file: File): Promise<void> => {
    const path = `/api/board/facilities/${entry.facility}/entries/${entry.id}/files?name=${encodeURIComponent(file.name)}`
    const response = await fetch(path, {
      ...{ method: 'POST', body: file },
      headers: { 'x-benhan': '1', 'content-type': 'application/octet-stream' },
    })
    if (!response.ok) {
      const { issues = [] } = (await response.json()) as { issues?: Refused['issues'] }
      throw new Refused(response.status, issues)
    }
    say_done(words.saved)
    done()
  }
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) void send(file).then(() => set_error(undefined), set_error)
          event.target.value = ''
        }}
      />
      <Button look="quiet" onClick={() => field.current?.click()}>
        {words.file}
      </Button>
      <RefusalNotice error={error} />
    </>
  )
}
