import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { find_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { failure_saying } from '../../platform/backup/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { WardRow } from '../../chart/encounters/contract.ts'
import { list_departments, list_ward } from '../../chart/encounters/index.ts'
import type { FormDefinition, Forms } from '../../chart/medical-record/index.ts'
import { make_page } from './folder-page.ts'
import { close_text, find_lock, type Closed, type Lock } from './lock.ts'
import { folder_batch, give_numbers } from './papers.ts'
import { read_plan } from './plan.ts'
import { print_numbers, print_papers, type House } from './print-papers.ts'

export type FolderOffice = { database: Database; store: Store; forms: Forms; dir: string }

/** On a page of 3 × 12; a new page's worth is added when half of the last one has come back. */
const numbers_at_once = 36

const folder_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'downtime-folder', name: 'Thư mục dự phòng', role: 'system', kind: 'system' },
  purpose: 'HOPERAT',
  address: '',
  request_id: 'downtime-folder',
})

/** Those of the folder that are not used yet; more are taken when few are left. */
const reserved_numbers = (database: Database, facility: string): Promise<string[]> =>
  database.in_facility(facility, async (sql) => {
    const { rows } = await sql.query<{ code: string }>(
      `SELECT code FROM downtime.paper WHERE facility = $1 AND batch = $2 AND state = 'reserved' ORDER BY number`,
      [facility, folder_batch],
    )
    const known = rows.map(({ code }) => code)
    if (known.length >= numbers_at_once / 2) return known
    const giving = { form: '', place: '', batch: folder_batch, state: 'reserved', name: 'Thư mục dự phòng' } as const
    return [...known, ...(await give_numbers(sql, facility, numbers_at_once, giving))]
  })

/** Name, bed, number, diagnosis, allergies: what a ward needs in the first hours, and no more. */
const close_list = async (store: Store, facility: string, lock: Lock): Promise<{ closed: Closed; people: number }> => {
  const caller = folder_caller(facility)
  const departments = await store.unit(caller, list_departments)
  const rows: WardRow[] = []
  for (const { id } of departments) rows.push(...(await list_ward(store, caller, id)))
  const gender: Record<string, string> = { male: 'Nam', female: 'Nữ' }
  const list = rows.map((row) => ({
    ...{ department: row.department, bed: [row.room, row.bed].filter(Boolean).join(', '), name: row.name },
    ...{ age: row.age, gender: gender[row.gender] ?? '', birth: row.birth_date.split('-').reverse().join('/') },
    ...{ number: row.admission_number, allergies: row.allergies.join(', ') },
    diagnosis: row.diagnosis_code === '' ? row.diagnosis : `${row.diagnosis} (${row.diagnosis_code})`,
  }))
  return { closed: close_text(JSON.stringify(list), lock), people: list.length }
}

const title_of = (form: FormDefinition): string => `${form.code ? `${form.code} ` : ''}${form.title}`

/** A form is drawn again only when it, or the house's name, has changed: the mark beside it says of what it was made. */
const write_form = async (dir: string, form: FormDefinition, house: House): Promise<void> => {
  const path = join(dir, `${form.slug}.pdf`)
  const mark = createHash('sha256')
    .update(JSON.stringify([form, house]))
    .digest('hex')
    .slice(0, 16)
  const marked = join(dir, `.${form.slug}.${mark}`)
  if (existsSync(path) && existsSync(marked)) return
  put(path, await print_papers(form, house, []))
  writeFileSync(marked, '')
}

/** Whole or not at all: somebody may be opening it. */
const put = (path: string, bytes: Uint8Array | string): void => {
  const making = `${path}.${process.pid}.part`
  writeFileSync(making, bytes, { mode: 0o644 })
  renameSync(making, path)
}

const write = async (office: FolderOffice, facility: string): Promise<{ forms: number; people: number | null }> => {
  const { database, store, dir } = office
  const found = await database.in_site((sql) => find_facility(sql, facility))
  const house = { code: facility, name: found?.name ?? facility, authority: found?.authority ?? '' }
  const own = join(dir, facility)
  const paper = join(own, 'giay')
  mkdirSync(paper, { recursive: true })
  const forms = [...office.forms.values()].sort((one, other) => title_of(one).localeCompare(title_of(other), 'vi'))
  for (const form of forms) await write_form(paper, form, house)
  put(join(own, 'so-giay.pdf'), await print_numbers(house, await reserved_numbers(database, facility)))
  const { plan, lock } = await database.in_facility(facility, async (sql) => ({
    plan: (await read_plan(sql, facility)).plan,
    lock: await find_lock(sql, facility),
  }))
  const list = lock ? await close_list(store, facility, lock) : null
  const page = {
    ...{ house: house.name, written_at: new Date().toISOString(), plan, list: list?.closed ?? null },
    forms: forms.map((form) => ({ file: `giay/${form.slug}.pdf`, title: title_of(form) })),
  }
  put(join(own, 'index.html'), make_page(page))
  return { forms: forms.length, people: list?.people ?? null }
}

const keep = (database: Database, facility: string, done: { forms: number; people: number | null } | string) =>
  database.in_facility(facility, (sql) => {
    const said = typeof done === 'string' ? { forms: 0, people: null, problem: done } : { ...done, problem: '' }
    return sql.query(
      `INSERT INTO downtime.folder AS f (facility, written_at, forms, people, problem)
       VALUES ($1, CASE WHEN $4 = '' THEN now() END, $2, $3, $4)
       ON CONFLICT (facility) DO UPDATE SET tried_at = now(), problem = $4,
         written_at = CASE WHEN $4 = '' THEN now() ELSE f.written_at END,
         forms = CASE WHEN $4 = '' THEN $2 ELSE f.forms END, people = CASE WHEN $4 = '' THEN $3 ELSE f.people END`,
      [facility, said.forms, said.people, said.problem],
    )
  })

/** Writes a facility's folder anew and keeps how it went. @returns '' or why it could not be written */
export const write_folder = async (office: FolderOffice, facility: string): Promise<string> => {
  try {
    await keep(office.database, facility, await write(office, facility))
    return ''
  } catch (error) {
    const problem = failure_saying(error)
    await keep(office.database, facility, problem)
    return problem
  }
}
