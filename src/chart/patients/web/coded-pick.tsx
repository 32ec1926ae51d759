import { useEffect, useState } from 'react'
import { Field, Pick } from '../../../base/ui/index.ts'
import { find_coded } from './find.ts'
import type { Catalogue, Coded } from './find.ts'

type CodedPickProps = {
  label: string
  catalogue: Catalogue
  province?: string | undefined
  value: Coded | null
  change: (value: Coded | null) => void
}

/** A line of a catalogue. Text that was not chosen from the list is not kept: a code must stand behind it. */
export const CodedPick = ({ label, catalogue, province, value, change }: CodedPickProps) => {
  const [text, set_text] = useState(value?.display ?? '')
  useEffect(() => set_text(value?.display ?? ''), [value])
  const leave = () => {
    if (text.trim() === '') change(null)
    else set_text(value?.display ?? '')
  }
  return (
    <Field label={label} aside={value?.code}>
      {(ids) => (
        <Pick<Coded>
          id={ids.id}
          describedby={ids['aria-describedby']}
          text={text}
          change_text={set_text}
          search={(asked, signal) => find_coded(catalogue, asked, province, signal)}
          choose={(hit) => {
            set_text(hit.display)
            change(hit)
          }}
          key_of={(hit) => hit.code}
          show={(hit) => (
            <>
              <code>{hit.code}</code>
              {hit.display}
            </>
          )}
          min_letters={0}
          blur={leave}
        />
      )}
    </Field>
  )
}
