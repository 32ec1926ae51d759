import { useState, type ReactNode } from 'react'
import { Button, Dialog, RefusalNotice } from '../../../base/ui/index.ts'

type FormDialogProps = {
  title: string
  /** What the button says. */
  act: string
  wide?: boolean
  /** Sends what stands in the form; the dialog closes when it was taken and says why when it was refused. */
  send: () => Promise<unknown>
  close: () => void
  children: ReactNode
}

/** A form that is sent whole, or stays open with the reason. */
export const FormDialog = ({ title, act, wide = false, send, close, children }: FormDialogProps) => {
  const [error, set_error] = useState<unknown>()
  return (
    <Dialog
      title={title}
      wide={wide}
      close={close}
      submit={() => void send().then(close, set_error)}
      foot={
        <>
          <span className="push" />
          <Button type="submit" look="primary">
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
