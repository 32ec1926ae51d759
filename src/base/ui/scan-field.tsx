import { useRef, useState } from 'react'
import { Button } from './button.tsx'
import { Field } from './field.tsx'
import { use_ui_words } from './words.ts'

/** A signed sheet as it was scanned; `data` base64. */
export type Scan = { content_type: string; data: string }

const types = ['application/pdf', 'image/jpeg', 'image/png']
const max_bytes = 5 * 1_048_576

const read_scan = async (file: File): Promise<Scan> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { content_type: file.type, data: btoa(text) }
}

type ScanFieldProps = { label: string; change: (scan: Scan | undefined) => void }

/** Chooses a scan in our own words (the browser's would be in its language) and says what cannot be taken before it is sent. */
export const ScanField = ({ label, change }: ScanFieldProps) => {
  const words = use_ui_words()
  const input = useRef<HTMLInputElement>(null)
  const [name, set_name] = useState('')
  const [problem, set_problem] = useState('')
  const choose = (file: File): void => {
    const fault = !types.includes(file.type) ? words.scan_type : file.size > max_bytes ? words.scan_size : ''
    set_name(file.name)
    set_problem(fault)
    change(undefined)
    if (fault === '') void read_scan(file).then(change, () => set_problem(words.scan_unread))
  }
  return (
    <Field label={label} required hint={problem || words.scan_hint} tone={problem ? 'bad' : undefined}>
      {(ids) => (
        <div className="row wrap">
          <input
            ref={input}
            type="file"
            hidden
            accept={types.join(',')}
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) choose(file)
              event.target.value = ''
            }}
          />
          <Button {...ids} onClick={() => input.current?.click()}>
            {name ? words.choose_other_file : words.choose_file}
          </Button>
          <span className={name ? undefined : 'muted'}>{name || words.no_file}</span>
        </div>
      )}
    </Field>
  )
}
