import type { ReactNode } from 'react'
import { Button, Pill, show_moment } from '../../../base/ui/index.ts'
import type { PrescriptionHead } from '../contract.ts'
import { use_words } from './words.ts'

type EarlierListProps = {
  prescriptions: PrescriptionHead[]
  again: ((code: string) => void) | undefined
  replace: ((code: string) => void) | undefined
  /** Where a prescription stands on its way out of the house: rooms above know. */
  mark: (code: string) => ReactNode
}

/** What was prescribed before: to write again, to replace, to print. */
export const EarlierList = ({ prescriptions, again, replace, mark }: EarlierListProps) => {
  const words = use_words()
  return (
    <section className="rx-earlier" aria-label={words.earlier}>
      <h2>{words.earlier}</h2>
      {prescriptions.length === 0 && <p className="muted small">{words.none_earlier}</p>}
      <ul>
        {prescriptions.map((one) => (
          <li key={one.code} className={one.replaced_by ? 'off' : undefined}>
            <header>
              <a href={`/api/prescriptions/${one.code}/pdf`} target="_blank" rel="noreferrer">
                {one.code}
              </a>
              <span className="muted">{show_moment(one.signed_at.slice(0, 16))}</span>
              {one.replaced_by && <Pill>{words.replaced}</Pill>}
            </header>
            {!one.replaced_by && <div className="rx-mark">{mark(one.code)}</div>}
            <p>
              {one.lines.map(({ name, quantity, unit }) => `${name} × ${quantity} ${unit.toLowerCase()}`).join(' · ')}
            </p>
            <div className="rx-acts">
              {again && (
                <Button look="link" onClick={() => again(one.code)}>
                  {words.like_last}
                </Button>
              )}
              {replace && !one.replaced_by && (
                <Button look="link" onClick={() => replace(one.code)}>
                  {words.replace}
                </Button>
              )}
              <span className="muted small push">{one.signer_name}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
