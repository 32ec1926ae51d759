import { created_sql, created_values, type Caller } from '../../audit/index.ts'
import { copy_rows, type Loader } from '../../database/index.ts'
import { load_rows } from '../../records/index.ts'
import type { Draft } from './drafts.ts'

const bytes_of = (drafts: Draft[]): number => drafts.reduce((sum, { line }) => sum + line.text.length, 0)

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
    const rows = { resources: copy_rows(bytes_of(drafts) * 2), measures: copy_rows(bytes_of(drafts) / 2) }
    const patients = drafts.map((draft) => load_rows.put_new_row(rows, given, draft.resource))
    await loader.copy({ table: 'resource', columns: load_rows.resource_columns }, rows.resources.take())
    if (!rows.measures.is_empty())
      await loader.copy({ table: 'measure', columns: load_rows.measure_columns }, rows.measures.take())
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
