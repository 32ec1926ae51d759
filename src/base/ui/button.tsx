import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { show_key } from './keys.ts'

type Look = 'primary' | 'quiet' | 'danger' | 'link'

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  look?: Look
  /** The key that does the same, shown on the button. */
  shortcut?: string
  children: ReactNode
}

export const Button = ({ look, shortcut, children, type = 'button', ...rest }: ButtonProps) => (
  <button type={type} className={look ? `btn ${look}` : 'btn'} {...rest}>
    {children}
    {shortcut && <Key name={shortcut} />}
  </button>
)

export const Key = ({ name }: { name: string }) => <kbd>{show_key(name)}</kbd>

type SegmentsProps<T extends string> = {
  label: string
  value: T | undefined
  options: { value: T; label: string }[]
  choose: (value: T) => void
}

export const Segments = <T extends string>({ label, value, options, choose }: SegmentsProps<T>) => (
  <div className="segments" role="group" aria-label={label}>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        aria-pressed={option.value === value}
        onClick={() => choose(option.value)}
      >
        {option.label}
      </button>
    ))}
  </div>
)

export const Pill = ({
  tone,
  children,
}: {
  tone?: 'brand' | 'red' | 'amber' | 'green' | undefined
  children: ReactNode
}) => <span className={tone ? `pill ${tone}` : 'pill'}>{children}</span>
