import { TextField } from '../../../base/ui/index.ts'
import { read_million, say_dong } from './money-text.ts'
import { use_words } from './words.ts'

type MoneyFieldProps = { label: string; required?: boolean; value: string; change: (text: string) => void }

/** A sum in million đồng; below it stands how it was understood, or why it was not. */
export const MoneyField = ({ label, required = false, value, change }: MoneyFieldProps) => {
  const words = use_words()
  const read = read_million(value)
  const understood = read.ok ? (read.dong === undefined ? '' : say_dong(read.dong)) : read.reason
  return (
    <TextField
      {...{ label, required, value, change, aside: words.million, inputMode: 'decimal', hint: understood }}
      {...(read.ok ? {} : { tone: 'bad' as const })}
    />
  )
}
