import { operation_outcome } from '../../http/index.ts'
import type { Refusal, Tally } from './block.ts'
import type { Imported } from './run-import.ts'
import type { Spool } from './spool.ts'

/** A refused line as a parameter of the answer. */
export const refusal_text = ({ line, ref, issues }: Refusal): string =>
  JSON.stringify({
    name: 'refused',
    part: [
      { name: 'line', valueInteger: line },
      ...(ref === undefined ? [] : [{ name: 'resource', valueString: ref }]),
      { name: 'outcome', resource: operation_outcome(issues) },
    ],
  })

const counts_of = (tally: Tally): object[] =>
  Object.entries(tally).map(([type, { created, updated, unchanged }]) => ({
    name: 'count',
    part: [
      { name: 'type', valueCode: type },
      { name: 'created', valueInteger: created },
      { name: 'updated', valueInteger: updated },
      { name: 'unchanged', valueInteger: unchanged },
    ],
  }))

/**
 * The answer to an import: a Parameters with the counts of each type and, for each refused line, its number and why.
 * However many were refused, they are not in memory.
 */
export async function* answer_text(done: Imported, refusals: Spool): AsyncGenerator<string> {
  const head = [
    { name: 'import', valueString: done.id },
    { name: 'refusedCount', valueInteger: done.refused },
    ...counts_of(done.tally),
  ]
  yield `{"resourceType":"Parameters","parameter":[${head.map((one) => JSON.stringify(one)).join()}`
  for await (const texts of refusals.read()) yield `,${texts.join()}`
  yield ']}'
}
