import { fill_from_store, load_forms, to_response } from '../../chart/medical-record/index.ts'
import { raise_series, type Series } from '../../chart/numbers/index.ts'
import { put_account, put_client, put_facility, type Facility } from '../../platform/access/index.ts'
import { create_audit_log, type Caller } from '../../platform/audit/index.ts'
import { open_database, type Database } from '../../platform/database/index.ts'
import { create_store, type Store, type Unit } from '../../platform/records/index.ts'
import { ensure_certificate } from '../../platform/signing/index.ts'
import { seed_starter } from '../../platform/terminology/index.ts'
import { canonical, code_system, extension_url, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import {
  build_site,
  demo_facilities,
  demo_staff,
  type DemoPerson,
  type DemoRecord,
  type DemoSheet,
} from '../../../demo/index.ts'
import { forms_dir } from '../server/site.ts'
import type { DemoSecrets } from './secrets.ts'

const seed_number = 20_261_121

const seeder = (facility: string): Caller => ({
  facility,
  actor: { id: 'demo-seed', name: 'Dữ liệu minh họa', role: 'system', kind: 'system' },
  purpose: 'HOPERAT',
  address: '',
  request_id: 'seed',
})

const forms = load_forms(forms_dir)

/** A completed sheet keeps what it showed, boxes filled from the store included, as complete_sheet does. */
const to_sheet_response = async (unit: Unit, sheet: DemoSheet): Promise<Resource> => {
  const form = forms.get(sheet.slug)
  if (!form) throw new Error(`demo: no form ${sheet.slug}`)
  const { slug: _slug, answers, ...head } = sheet
  const shown = sheet.status === 'completed' ? await fill_from_store(unit, form, sheet.encounter, answers) : answers
  return { ...to_response(form, shown, head), meta: { tag: [canonical.synthetic_tag] } }
}

const to_record_list = (record: DemoRecord, number: string): Resource => ({
  resourceType: 'List',
  id: record.id,
  meta: { tag: [canonical.synthetic_tag] },
  extension: [{ url: extension_url.main_form, valueCode: record.main_form }],
  identifier: [{ system: identifier_system.record_number, value: number }],
  status: 'current',
  mode: 'working',
  title: 'Hồ sơ bệnh án',
  code: { coding: [{ system: code_system.list_kind, code: 'medical-record' }] },
  subject: { reference: `Patient/${record.patient}` },
  encounter: { reference: `Encounter/${record.encounter}` },
  entry: record.sheets.map((id) => ({ item: { reference: `QuestionnaireResponse/${id}` } })),
})

const put_person = async (unit: Unit, person: DemoPerson, next_record: () => string): Promise<void> => {
  for (const resource of person.resources) await unit.create(resource)
  for (const sheet of person.sheets) await unit.create(await to_sheet_response(unit, sheet))
  for (const record of person.records) await unit.create(to_record_list(record, next_record()))
}

const people_per_transaction = 20

const put_people = async (
  store: Store,
  facility: string,
  people: Iterable<DemoPerson>,
  next_record: () => string,
): Promise<number> => {
  let batch: DemoPerson[] = []
  let count = 0
  const flush = async () => {
    const group = batch
    batch = []
    await store.unit(seeder(facility), async (unit) => {
      for (const person of group) await put_person(unit, person, next_record)
    })
  }
  for (const person of people) {
    batch.push(person)
    count += 1
    if (batch.length >= people_per_transaction) await flush()
  }
  if (batch.length > 0) await flush()
  return count
}

const seed_facility = async (
  database: Database,
  store: Store,
  facility: Facility & { patients: number },
  today: string,
): Promise<void> => {
  const site = build_site(facility.code, { patients: facility.patients, seed: seed_number, today })
  await store.unit(seeder(facility.code), async (unit) => {
    for (const resource of site.organisation) await unit.create(resource)
  })
  let record = 0
  const year = today.slice(2, 4)
  const next_record = () => `${year}.${String((record += 1)).padStart(6, '0')}`
  await put_people(store, facility.code, site.people, next_record)
  await store.unit(seeder(facility.code), async ({ sql }) => {
    for (const number of site.numbers())
      if (number.series !== 'record-number')
        await raise_series(sql, facility.code, number.series as Series, number.period, number.last)
    await raise_series(sql, facility.code, 'record-number', today.slice(0, 4), record)
    for (const bed of site.beds())
      await sql.query('INSERT INTO chart.bed_taken (facility, bed, encounter, since) VALUES ($1, $2, $3, $4)', [
        facility.code,
        bed.bed,
        bed.encounter,
        bed.since,
      ])
  })
}

const seed_access = async (database: Database, codes: string[], secrets: DemoSecrets): Promise<void> => {
  const facilities = demo_facilities.filter((facility) => codes.includes(facility.code))
  for (const facility of facilities) {
    await database.in_site((sql) => put_facility(sql, facility))
    for (const account of demo_staff(facility.code))
      await database.in_site(async (sql) => {
        await put_account(sql, { ...account, password: secrets.passwords[account.username] ?? '' })
        await ensure_certificate(sql, {
          id: account.practitioner,
          name: account.name,
          title: account.title,
          organization: facility.name,
        })
      })
    const client = secrets.clients[facility.code]
    if (client)
      await put_client(
        database,
        { client_id: client.client_id, facility: facility.code, name: 'Hệ thống minh họa', scope: 'system/*.*' },
        client.client_secret,
      )
  }
}

/** Fills one installation with its facilities and people, once. @returns false when it had been filled before */
export const seed_installation = async (
  url: string,
  codes: string[],
  secrets: DemoSecrets,
  today: string,
): Promise<boolean> => {
  const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
  await owner.in_site((sql) => seed_starter(sql)).finally(() => owner.close())
  if (codes.length === 0) return false
  const database = open_database(url)
  try {
    const done = await database.in_site((sql) =>
      sql.query("SELECT 1 FROM access.facility WHERE settings ? 'demo_seeded' AND code = $1", [codes[0]]),
    )
    if (done.row_count > 0) return false
    await seed_access(database, codes, secrets)
    const store = create_store(database, create_audit_log(database))
    for (const facility of demo_facilities.filter((one) => codes.includes(one.code)))
      await seed_facility(database, store, facility, today)
    await database.in_site((sql) =>
      sql.query(`UPDATE access.facility SET settings = settings || '{"demo_seeded": true}' WHERE code = ANY($1)`, [
        codes,
      ]),
    )
    return true
  } finally {
    await database.close()
  }
}
