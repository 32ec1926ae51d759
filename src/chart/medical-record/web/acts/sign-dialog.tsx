import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Button, Dialog, Notice, Refused, RefusalNotice, say_done, Waiting } from '../../../../base/ui/index.ts'
import type { OpenSlot, Sheet } from '../../contract.ts'
import type { OpenStop } from '../../phrase-stops.ts'
import { use_words } from '../words.ts'
import { IssueList } from './issue-list.tsx'
import { complete_sheet, get_sheet, sign_sheet } from './sheet-acts.ts'
import { StopList } from './stop-list.tsx'

type SignDialogProps = {
  sheet: Sheet
  title: string
  unread: number
  stops: OpenStop[]
  /** What another room has to say of this paper before it is signed. */
  notes: ((sheet: Sheet) => ReactNode) | undefined
  /** Everything typed has reached the server. */
  ready: () => Promise<boolean>
  refused: (error: unknown) => void
  go: (item: string, cell?: string) => void
  done: () => void
  close: () => void
}

/** Completing and signing in one act: the version that was checked is the version that is signed. */
export const SignDialog = ({
  sheet,
  title,
  unread,
  stops,
  notes,
  ready,
  refused,
  go,
  done,
  close,
}: SignDialogProps) => {
  const words = use_words()
  const { now, error: not_ready } = use_sheet_now(sheet.id, ready, words.unreachable)
  const [chosen, set_chosen] = useState<string>()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const [not_sealed, set_not_sealed] = useState<string>()
  const slot = chosen ?? now?.open_slots.find((one) => one.may_i)?.slot
  const needs_completion = now !== undefined && (now.status === 'in-progress' || now.draft !== null)
  const sign = async () => {
    if (is_busy || slot === undefined) return
    set_busy(true)
    set_error(undefined)
    try {
      // the version on the screen, whatever the server has by now: what was not seen is not signed
      const version = needs_completion ? (await complete_sheet(sheet.id, sheet.version)).version : sheet.version
      const signed = await sign_sheet(sheet.id, slot, version)
      say_done(signed.seal ? words.signed_and_sealed : words.signed_done)
      if (signed.not_sealed === undefined) done()
      else set_not_sealed(signed.not_sealed)
    } catch (caught) {
      set_error(caught)
      refused(caught)
      set_busy(false)
    }
  }
  const leave_for = (item: string, cell?: string) => {
    close()
    go(item, cell)
  }
  if (not_sealed !== undefined)
    return (
      <Dialog title={`${words.sign_title}: ${title}`} close={done}>
        <Notice tone="amber">{words.signed_not_sealed(not_sealed)}</Notice>
      </Dialog>
    )
  return (
    <Dialog
      title={`${words.sign_title}: ${title}`}
      close={close}
      submit={() => void sign()}
      foot={
        <Button type="submit" look="primary" shortcut="Enter" disabled={is_busy || slot === undefined}>
          {needs_completion ? words.complete_and_sign : words.sign}
        </Button>
      }
    >
      <div data-first tabIndex={-1} className="stack tight">
        {now && <Slots slots={now.open_slots} at={slot} choose={set_chosen} />}
        {!now && !not_ready && <Waiting />}
        {now && notes?.(now)}
        {unread > 0 && <Notice tone="amber">{words.unread(unread)}</Notice>}
        <StopList stops={stops} go={leave_for} />
        <p className="muted small">{words.sign_note}</p>
        {error instanceof Refused && error.status === 422 ? (
          <IssueList error={error} go={leave_for} />
        ) : (
          <RefusalNotice error={error ?? not_ready} />
        )}
      </div>
    </Dialog>
  )
}

/** The sheet as the server has it once everything typed is there: which boxes are open, and for whom. */
const use_sheet_now = (id: string, ready: () => Promise<boolean>, unreachable: string) => {
  const [now, set_now] = useState<Sheet>()
  const [error, set_error] = useState<unknown>()
  const asked = useRef(ready)
  useEffect(() => {
    const ask_for_it = async () => {
      if (!(await asked.current()))
        throw new Refused(0, [{ severity: 'error', code: 'transient', message: unreachable }])
      set_now(await get_sheet(id))
    }
    ask_for_it().catch(set_error)
  }, [id, unreachable])
  return { now, error }
}

const Slots = ({
  slots,
  at,
  choose,
}: {
  slots: OpenSlot[]
  at: string | undefined
  choose: (slot: string) => void
}) => {
  const words = use_words()
  const group = useRef<HTMLFieldSetElement>(null)
  useEffect(() => group.current?.querySelector<HTMLElement>('input:checked')?.focus(), [])
  return (
    <fieldset className="slots" ref={group}>
      <legend>{slots.some((slot) => slot.may_i) ? words.sign_as : words.no_slot}</legend>
      {slots.map((one) => (
        <label key={one.slot} className={one.may_i ? 'tick' : 'tick off'}>
          <input
            type="radio"
            name="slot"
            checked={at === one.slot}
            disabled={!one.may_i}
            onChange={() => choose(one.slot)}
          />
          <span>
            {one.label}
            {one.why_not && <small> · {one.why_not}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
