import { useState } from 'react'
import { Button, Dialog, Empty, Notice, Refused, RefusalNotice, say_done } from '../../../../base/ui/index.ts'
import type { Sheet } from '../../contract.ts'
import type { FormDefinition } from '../../form-definition.ts'
import { use_words } from '../words.ts'
import { IssueList } from './issue-list.tsx'
import { complete_sheet, sign_sheet } from './sheet-acts.ts'
import { open_slots } from './slots.ts'

type SignDialogProps = {
  sheet: Sheet
  form: FormDefinition
  role: string
  needs_completion: boolean
  unread: number
  /** Everything typed has reached the server. */
  ready: () => Promise<boolean>
  refused: (error: unknown) => void
  go: (item: string) => void
  done: () => void
  close: () => void
}

/** Completing and signing in one act: the version that was checked is the version that is signed. */
export const SignDialog = ({
  sheet,
  form,
  role,
  needs_completion,
  unread,
  ready,
  refused,
  go,
  done,
  close,
}: SignDialogProps) => {
  const words = use_words()
  const slots = open_slots(
    form,
    role,
    sheet.signatures.map((one) => one.slot),
  )
  const [slot, set_slot] = useState(slots[0]?.id ?? '')
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const sign = async () => {
    set_busy(true)
    set_error(undefined)
    try {
      let version = sheet.version
      if (needs_completion) {
        if (!(await ready()))
          throw new Refused(0, [{ severity: 'error', code: 'transient', message: words.unreachable }])
        version = (await complete_sheet(sheet.id, version)).version
      }
      await sign_sheet(sheet.id, slot, version)
      say_done(words.signed_done)
      done()
    } catch (caught) {
      set_error(caught)
      refused(caught)
      set_busy(false)
    }
  }
  return (
    <Dialog
      title={`${words.sign_title}: ${form.title}`}
      close={close}
      submit={() => void sign()}
      foot={
        <Button type="submit" look="primary" shortcut="Enter" disabled={is_busy || !slot}>
          {needs_completion ? words.complete_and_sign : words.sign}
        </Button>
      }
    >
      {slots.length === 0 ? (
        <Empty title={words.no_slot} />
      ) : (
        <fieldset className="slots">
          <legend>{words.sign_as}</legend>
          {slots.map((one) => (
            <label key={one.id} className="tick">
              <input type="radio" name="slot" checked={slot === one.id} onChange={() => set_slot(one.id)} />
              {one.label}
            </label>
          ))}
        </fieldset>
      )}
      {unread > 0 && <Notice tone="amber">{words.unread(unread)}</Notice>}
      <p className="muted small">{words.sign_note}</p>
      {error instanceof Refused && error.status === 422 ? (
        <IssueList
          error={error}
          go={(item) => {
            close()
            go(item)
          }}
        />
      ) : (
        <RefusalNotice error={error} />
      )}
    </Dialog>
  )
}
