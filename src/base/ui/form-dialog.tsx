import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { RefusalNotice } from './notice.tsx'

type FormDialogProps = {
  title: string
  /** What the button says. */
  act: string
  look?: 'primary' | 'danger'
  wide?: boolean
  /** false: something is not yet as it must be, and the button waits. */
  ready?: boolean
  /** A word beside the button. */
  note?: ReactNode
  /** Sends what stands in the form; the dialog closes when it was taken and says why when it was refused. */
  send: () => Promise<unknown>
  close: () => void
  children: ReactNode
}

/** A form that is sent whole, once, or stays open with the reason. */
export const FormDialog = (props: FormDialogProps) => {
  const { title, act, look = 'primary', wide = false, ready = true, note, send, close, children } = props
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const submit = () => {
    if (!ready || is_busy) return
    set_busy(true)
    void send()
      .then(close, set_error)
      .finally(() => set_busy(false))
  }
  return (
    <Dialog
      title={title}
      wide={wide}
      close={close}
      submit={submit}
      foot={
        <>
          {note && <span className="muted push">{note}</span>}
          <Button type="submit" look={look} disabled={!ready || is_busy}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      <RefusalNotice error={error} />
    </Dialog>
  )
}
