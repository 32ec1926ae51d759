import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { list_departments } from '../../chart/encounters/index.ts'
import type { Forms } from '../../chart/medical-record/index.ts'
import type { BlankForm, Downtime, FolderStanding } from './contract.ts'
import { find_lock } from './lock.ts'
import { count_papers, list_missing, list_settled } from './papers.ts'
import { read_plan } from './plan.ts'

type FolderRow = { written_at: Date | null; forms: number; people: number | null; problem: string }

const read_folder = async (sql: Sql, facility: string, is_set: boolean): Promise<FolderStanding> => {
  const { rows } = await sql.query<FolderRow>(
    'SELECT written_at, forms, people, problem FROM downtime.folder WHERE facility = $1',
    [facility],
  )
  const lock = await find_lock(sql, facility)
  const [row] = rows
  return {
    ...{ is_set, written_at: row?.written_at?.toISOString() ?? null, people: row?.people ?? null },
    ...{ forms: row?.forms ?? 0, problem: row?.problem ?? '', lock_set_at: lock?.set_at.toISOString() ?? null },
  }
}

const blank_forms = (forms: Forms): BlankForm[] =>
  [...forms.values()]
    .map(({ slug, code, title }) => ({ slug, code: code ?? '', title }))
    .sort(
      (one, other) =>
        Number(one.code === '') - Number(other.code === '') ||
        one.code.localeCompare(other.code, 'vi') ||
        one.title.localeCompare(other.title, 'vi'),
    )

/** Everything the page shows: the procedure for whoever writes on wards, what is missing, what can be printed. */
export const view_downtime = (store: Store, forms: Forms, caller: Caller, is_set: boolean): Promise<Downtime> => {
  demand(caller, 'downtime.enter')
  const titled = (slug: string): string => forms.get(slug)?.title ?? ''
  return store.unit(caller, async (unit) => {
    const { facility } = caller
    const { plan, changed } = await read_plan(unit.sql, facility)
    const missing = await list_missing(unit.sql, facility)
    const settled = await list_settled(unit.sql, facility)
    return {
      ...{ plan, plan_changed: changed, counts: await count_papers(unit.sql, facility) },
      missing: missing.map((one) => ({ ...one, form_title: titled(one.form) })),
      settled: settled.map((one) => ({ ...one, form_title: titled(one.form) })),
      forms: blank_forms(forms),
      departments: (await list_departments(unit)).map(({ id, name }) => ({ id, name })),
      folder: await read_folder(unit.sql, facility, is_set),
    }
  })
}
