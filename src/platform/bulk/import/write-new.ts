import { created_sql, created_values, type Caller } from '../../audit/index.ts'
import type { Loader } from '../../database/index.ts'
import { load_rows } from '../../records/index.ts'
import type { Draft } from './drafts.ts'

const bytes_of = (drafts: Draft[]): number => drafts.reduce((sum, { line }) => sum + line.text.length, 0)

const bytes_for_a_letter = 3

/** Texts as UTF-8 in one piece; as one text they would be copied twice more. */
const pile_of_bytes = (expected: number) => {
  let [bytes, length] = [Buffer.allocUnsafe(Math.ceil(expected)), 0]
  return {
    put(text: string): void {
      const end_max = length + text.length * bytes_for_a_letter
      if (end_max > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(end_max, bytes.length * 2))
        bytes.copy(larger, 0, 0, length)
        bytes = larger
      }
      length += bytes.write(text, length)
    },
    take: (): Buffer => bytes.subarray(0, length),
  }
}

const id_list = (ids: (string | null)[]): string => `{${ids.map((id) => id ?? 'NULL').join()}}`

/**
 * Writes resources that were not there, with what is found by and a line of the audit log for each, in one transaction.
 * The time is taken when the transaction has its number: an export waits for the transactions it sees running, and so
 * for everything that carries an earlier time.
 */
export const write_new = async (loader: Loader, caller: Caller, import_id: string, drafts: Draft[]): Promise<void> => {
  const { facility } = caller
  await loader.query('BEGIN')
  try {
    await loader.query('SELECT pg_current_xact_id()')
    const given = { facility, author: caller.actor.id, updated_at: new Date() }
    const [resources, measures] = [pile_of_bytes(bytes_of(drafts) * 2), pile_of_bytes(bytes_of(drafts) / 2)]
    const patients: (string | null)[] = []
    for (const draft of drafts) {
      const row = load_rows.new_row(given, draft.resource)
      resources.put(row.resource_line)
      measures.put(row.measure_lines)
      patients.push(row.patient)
    }
    await loader.copy({ table: 'resource', columns: load_rows.resource_columns }, resources.take())
    const measure_bytes = measures.take()
    if (measure_bytes.length > 0)
      await loader.copy({ table: 'measure', columns: load_rows.measure_columns }, measure_bytes)
    const lists = {
      types: id_list(drafts.map(({ type }) => type)),
      ids: id_list(drafts.map(({ id }) => id)),
      patients: id_list(patients),
    }
    await loader.query(created_sql, created_values(caller, `$import ${import_id}`, lists), 'import_created')
    await loader.query('COMMIT')
  } catch (error) {
    await loader.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}
