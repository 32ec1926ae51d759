import type { Field } from '../contract.ts'
import { show_value } from './show-value.ts'
import { use_words } from './words.ts'

/** A value in a table; a link is opened by a word, its address is too long for a cell. */
export const Shown = ({ field, value }: { field: Field; value: string | number | boolean | undefined }) => {
  const words = use_words()
  if (field.type !== 'link' || typeof value !== 'string') return <>{show_value(field, value, words)}</>
  return (
    <a href={value} title={value} target="_blank" rel="noreferrer" className="dep-link">
      {words.opens_link}
    </a>
  )
}
