import { Failure } from '../../../base/outcome/index.ts'
import { parse_exact, type Resource } from '../../../standards/fhir/index.ts'
import type { Caller } from '../../audit/index.ts'
import type { Store, Unit } from '../../records/index.ts'
import { count, type Refusal, type Single, type Tally } from './block.ts'

const batch_max = 50
const tries_max = 3

type Written = { type: string; is_new: boolean }

const write_line = async (unit: Unit, { text, ref }: Single): Promise<Written> => {
  const [type = '', id = ''] = ref.split('/')
  const resource = { ...(parse_exact(text) as Resource), resourceType: type, id }
  const { is_new } = await unit.put(resource)
  return { type, is_new }
}

/** Batches in which no resource stands twice. */
const batches_of = (lines: Single[]): Single[][] => {
  const batches: Single[][] = []
  let refs = new Set<string>()
  for (const line of lines) {
    if (batches.length === 0 || refs.size >= batch_max || refs.has(line.ref)) {
      batches.push([])
      refs = new Set()
    }
    refs.add(line.ref)
    batches.at(-1)?.push(line)
  }
  return batches
}

/** What the line is to blame for; the rest is the server's trouble and ends the import. */
const is_refusal = (error: unknown): error is Failure =>
  error instanceof Failure && (error.status < 500 || error.status === 501)

/** Writes lines as a PUT would: a new version of what is there, all that rooms and the database guard included. */
export const write_singles = async (
  store: Store,
  caller: Caller,
  lines: Single[],
): Promise<{ tally: Tally; refused: Refusal[] }> => {
  const tally: Tally = {}
  const refused: Refusal[] = []
  const write = async (batch: Single[]): Promise<void> => {
    const written = await store.unit(caller, async (unit) => {
      const done: Written[] = []
      for (const line of batch) done.push(await write_line(unit, line))
      return done
    })
    for (const { type, is_new } of written) count(tally, type, is_new ? 'created' : 'updated')
  }
  const write_one = async (line: Single, tries = 1): Promise<void> => {
    try {
      await write([line])
    } catch (error) {
      if (!is_refusal(error)) throw error
      // Somebody else made it at this very moment: it is there now and can be followed.
      if (error.status === 409 && tries < tries_max) return write_one(line, tries + 1)
      refused.push({ line: line.number, ref: line.ref, issues: error.issues })
    }
  }
  for (const batch of batches_of(lines)) {
    try {
      await write(batch)
    } catch (error) {
      if (!is_refusal(error)) throw error
      for (const line of batch) await write_one(line)
    }
  }
  return { tally, refused }
}
