import { fail } from '../../../base/outcome/index.ts'
import { people_registers } from './people.ts'
import { readiness_registers } from './readiness.ts'
import type { Register } from './field.ts'
import { work_registers } from './work.ts'

export const registers: readonly Register[] = [...readiness_registers, ...work_registers, ...people_registers]

/** @throws 404 for a kind nobody keeps */
export const get_register = (kind: string): Register => {
  const found = registers.find((one) => one.kind === kind)
  if (!found) throw fail.not_found(`Không có sổ “${kind.slice(0, 40)}”`)
  return found
}
