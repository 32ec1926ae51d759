import type { Body, Line } from './contract.ts'
import clocks from './starter/clocks.json' with { type: 'json' }
import purposes from './starter/purposes.json' with { type: 'json' }
import retention from './starter/retention.json' with { type: 'json' }

const lines_of = (register: string, rows: Record<string, Body>): Line[] =>
  Object.entries(rows).map(([id, body]) => ({
    ...{ register, id, version: 0, body, valid_from: '', is_ended: false, said_name: '', said_at: '' },
  }))

/** What the program brings along, each with its source and how sure it is; a facility's own word of the same id takes its place. */
export const shipped: readonly Line[] = [
  ...lines_of('purpose', purposes),
  ...lines_of('clock', clocks),
  ...lines_of('retention', retention),
]
