import type { DayState } from '../contract.ts'
import './marks.css'

/** A sign in each colour: nobody has to know green from red. */
const signs: Record<DayState, string> = { none: '', whole: '✓', waiting: '…', gap: '!', silent: '✕' }

export const StateMark = ({ state, label }: { state: DayState; label: string }) => (
  <span className={`state-mark ${state}`} role="img" aria-label={label} title={label}>
    {signs[state]}
  </span>
)
