import { Field, Segments } from '../../../base/ui/index.ts'

type CodeChoiceProps<T extends string> = { label: string; value: T; options: string[]; change: (code: T) => void }

/** The circular numbers its boxes 1, 2, 3…: the wire carries the number, the screen the word. */
export const CodeChoice = <T extends string>({ label, value, options, change }: CodeChoiceProps<T>) => (
  <Field label={label}>
    {() => (
      <Segments
        label={label}
        value={value}
        options={options.map((option, index) => ({ value: String(index + 1) as T, label: option }))}
        choose={change}
      />
    )}
  </Field>
)
