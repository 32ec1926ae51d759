import { raise_series, type Series } from '../../chart/numbers/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { canonical, code_system, extension_url, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import { build_site, type DemoFacility, type DemoPerson, type DemoRecord, type DemoSite } from '../../../demo/index.ts'
import { forms, to_sheet_response } from './sheet-response.ts'
import { sign_papers } from './sign-papers.ts'
import { seeder, write_in_groups } from './write-groups.ts'

export const seed_number = 20_261_121

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

type NumberedPerson = { person: DemoPerson; record_numbers: string[] }

/** Record numbers run in the order of the people, whichever transaction is written first. */
function* numbered(people: Iterable<DemoPerson>, year: string): Generator<NumberedPerson> {
  let last = 0
  for (const person of people)
    yield {
      person,
      record_numbers: person.records.map(() => `${year.slice(2)}.${String((last += 1)).padStart(6, '0')}`),
    }
}

const put_person = async (unit: Unit, { person, record_numbers }: NumberedPerson): Promise<void> => {
  const patient = person.resources.find(({ resourceType }) => resourceType === 'Patient')
  if (patient?.id && (await unit.find('Patient', patient.id))) return
  await Promise.all(person.resources.map((resource) => unit.create(resource)))
  for (const sheet of person.sheets) await unit.create(await to_sheet_response(unit, sheet))
  for (const [i, record] of person.records.entries()) await unit.create(to_record_list(record, record_numbers[i] ?? ''))
}

const put_organisation = (store: Store, facility: string, site: DemoSite): Promise<void> =>
  store.unit(seeder(facility), async (unit) => {
    if (await unit.find('Organization', facility)) return
    await Promise.all(site.organisation.map((resource) => unit.create(resource)))
  })

const put_series_and_beds = (store: Store, facility: string, site: DemoSite): Promise<void> =>
  store.unit(seeder(facility), async ({ sql }) => {
    for (const { series, period, last } of site.numbers())
      await raise_series(sql, facility, series as Series, period, last)
    for (const { bed, encounter, since } of site.beds())
      await sql.query(
        'INSERT INTO chart.bed_taken (facility, bed, encounter, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [facility, bed, encounter, since],
      )
  })

/** The house, its people and their papers as they were on the morning of `day`; run again, it writes only what is missing. */
export const fill_facility = async (store: Store, facility: DemoFacility, day: string): Promise<void> => {
  const { code, patients } = facility
  const site = build_site(code, { patients, seed: seed_number, today: day })
  await put_organisation(store, code, site)
  await write_in_groups(store, code, numbered(site.people, day.slice(0, 4)), put_person)
  await put_series_and_beds(store, code, site)
  await sign_papers(
    store,
    forms,
    code,
    [...site.people].flatMap(({ sheets }) => sheets),
  )
}
