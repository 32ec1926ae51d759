import type { EntryLine } from '../contract.ts'
import { check_body, type Body } from '../registers/check-body.ts'
import { add_entry } from '../registers/entries.ts'
import { get_register } from '../registers/registers.ts'
import { title_of } from '../registers/title-of.ts'
import type { Planner } from './deeds.ts'

const is_same = (a: Body, b: Body): boolean => {
  const [of_a, of_b] = [Object.entries(a), Object.entries(b)]
  return of_a.length === of_b.length && of_a.every(([id, value]) => b[id] === value)
}

/** Each row is a new line of the register; one that stands there already, word for word, is not written twice. */
export const plan_entry = (kind: string, known: EntryLine[]): Planner => {
  const register = get_register(kind)
  return (facility, values) => {
    const { faults, body } = check_body(register, values)
    if (faults.length > 0)
      return { deeds: [], faults: faults.map(({ message, expression }) => ({ words: message, column: expression })) }
    if (known.some((one) => one.facility === facility && is_same(one.body, body))) return { deeds: [], faults: [] }
    return {
      deeds: [
        {
          words: `thêm ${register.one}: ${title_of(register, body)}`,
          async run(sql, caller) {
            await add_entry(sql, caller, { facility, kind, body })
          },
        },
      ],
      faults: [],
    }
  }
}
