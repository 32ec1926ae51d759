import { useEffect, useRef, useState } from 'react'
import { ask, Dialog, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { use_words } from './words.ts'

type Preview = { title: string; pages: string[] }[]

/** The pages as they will be printed; the code is drawn when it is signed. */
export const PreviewDialog = ({
  encounter,
  ready,
  close,
}: {
  encounter: string
  ready: () => Promise<number>
  close: () => void
}) => {
  const words = use_words()
  const [shown, set_shown] = useState<Preview>()
  const [error, set_error] = useState<unknown>()
  // for the draft as it is when the dialog opens
  const first_ready = useRef(ready)
  useEffect(() => {
    first_ready
      .current()
      .then(() => ask<Preview>(`/prescribing/${encounter}/preview`))
      .then(set_shown, set_error)
  }, [encounter])
  return (
    <Dialog title={words.preview} wide close={close}>
      {!shown && !error && <Waiting />}
      <RefusalNotice error={error} />
      {shown?.flatMap(({ title, pages }) =>
        pages.map((svg, i) => (
          <img
            key={`${title}/${i}`}
            className="rx-page"
            alt={`${title}, ${i + 1}`}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
          />
        )),
      )}
    </Dialog>
  )
}
