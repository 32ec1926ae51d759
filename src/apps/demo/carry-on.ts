import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { id_of_reference, list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { build_site, now_of, type DemoFacility, type DemoPerson, type DemoSheet } from '../../../demo/index.ts'
import { seed_number } from './fill-facility.ts'
import { forms, to_sheet_response } from './sheet-response.ts'
import { sign_papers } from './sign-papers.ts'
import { seeder, write_in_groups } from './write-groups.ts'

/** Longer ago nobody of the ward would still lie there: the people are told of anew in a new data directory. */
export const carry_on_days_max = 5

const open_stays = (store: Store, facility: string): Promise<Set<string>> =>
  store.unit(seeder(facility), async (unit) => {
    const found = new Set<string>()
    let next: string | undefined = 'status=in-progress&class=IMP&_sort=_id&_count=1000'
    while (next !== undefined) {
      const page = await unit.search('Encounter', new URLSearchParams(next))
      for (const { id } of page.entries) found.add(id)
      next = page.next
    }
    return found
  })

const time_of = (resource: Resource): string =>
  text_of(resource['effectiveDateTime']) ?? text_of(resource['performedDateTime']) ?? ''

type News = { facts: Resource[]; begun: DemoSheet[]; entries: DemoSheet[]; record: string | undefined }

/** What happened to a person since, in the stays that still go on. */
const news_of = (person: DemoPerson, since: string, open: ReadonlySet<string>): News => {
  const goes_on = (encounter: string | undefined): boolean => encounter !== undefined && open.has(encounter)
  const sheets = person.sheets.filter(({ encounter }) => goes_on(encounter))
  const is_new = ({ slug, authored }: DemoSheet): boolean => slug === '36-BV2' && authored > since
  return {
    facts: person.resources.filter((one) => time_of(one) > since && goes_on(id_of_reference(one['encounter']))),
    begun: sheets.filter((sheet) => !is_new(sheet) && sheet.status === 'completed'),
    entries: sheets.filter(is_new),
    record: person.records.find(({ encounter }) => goes_on(encounter))?.id,
  }
}

const has_draft = async (unit: Unit, sheet: string): Promise<boolean> => {
  const { row_count } = await unit.sql.query('SELECT FROM chart.draft WHERE facility = $1 AND response = $2', [
    unit.caller.facility,
    sheet,
  ])
  return row_count > 0
}

/** What lay half written is whole a day later, unless somebody has taken it in hand. */
const finish_sheet = async (unit: Unit, sheet: DemoSheet): Promise<void> => {
  const stored = await unit.find('QuestionnaireResponse', sheet.id)
  if (stored?.version !== 1 || resource_of(stored)['status'] !== 'in-progress') return
  if (!(await has_draft(unit, sheet.id))) await unit.update(await to_sheet_response(unit, sheet), { if_match: 1 })
}

const add_to_record = async (unit: Unit, record: string, sheets: DemoSheet[]): Promise<void> => {
  const list = resource_of(await unit.get('List', record))
  const entry = sheets.map(({ id }) => ({ item: { reference: `QuestionnaireResponse/${id}` } }))
  await unit.update({ ...list, entry: [...list_of(list['entry']), ...entry] })
}

/** A person's news are written whole or not at all: after a start that broke off, who has them is passed over. */
const write_news = async (unit: Unit, { facts, begun, entries, record }: News): Promise<void> => {
  const [first] = [...facts, ...entries]
  const type = first && 'resourceType' in first ? first.resourceType : 'QuestionnaireResponse'
  if (!first?.id || (await unit.find(type, first.id))) return
  for (const fact of facts) await unit.create(fact)
  for (const sheet of begun) await finish_sheet(unit, sheet)
  for (const sheet of entries) await unit.create(await to_sheet_response(unit, sheet))
  if (record !== undefined && entries.length > 0) await add_to_record(unit, record, entries)
}

/**
 * The ward goes on while nobody looked: rounds, morning entries and signatures since the demonstration was last started.
 * Stays that were closed meanwhile by whoever plays with it stay as they are.
 */
export const carry_on = async (
  store: Store,
  facility: DemoFacility,
  told: { day: string; since: string; until: string },
): Promise<void> => {
  const { code, patients } = facility
  const { people } = build_site(code, { patients, seed: seed_number, today: told.day, until: told.until })
  const open = await open_stays(store, code)
  const all = [...people]
  const news = all.map((person) => news_of(person, now_of(told.since), open))
  await write_in_groups(store, code, news.values(), write_news)
  const papers = all.flatMap(({ sheets }) => sheets).filter(({ encounter }) => open.has(encounter))
  await sign_papers(store, forms, code, papers)
}
