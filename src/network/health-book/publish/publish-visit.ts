import { local_time } from '../../../base/time/index.ts'
import { fail } from '../../../base/outcome/index.ts'
import type { Forms } from '../../../chart/medical-record/index.ts'
import type { Unit } from '../../../platform/records/index.ts'
import { get_facility_provider } from '../../../platform/signing/index.ts'
import type { Submission } from '../../../standards/documents/index.ts'
import { identifier_system, type Resource } from '../../../standards/fhir/index.ts'
import { sha256_hex } from '../../../standards/signatures/index.ts'
import { find_rulings } from '../../exchange/index.ts'
import { label_names, rule } from '../../gate/index.ts'
import { submission_person } from '../../letters/index.ts'
import { digest_of_tables, make_national, type National } from '../portal/dossier.ts'
import { find_portal } from '../portal/find-portal.ts'
import { gather_tables } from '../portal/gather-tables.ts'
import { book_tables } from '../portal/tables/book-tables.ts'
import { facts_of_visit, make_book, type Book } from './book.ts'
import { sections_of_book } from './book-sections.ts'
import { gather_visit, type Visit } from './gather-visit.ts'
import { make_parts } from './parts.ts'
import { book_title, print_book } from './print-book.ts'
import type { Made, Maker } from './publication.ts'
import type { Due } from './queue.ts'
import { facility_slot, type Sealer } from './seal-paper.ts'
import { sort_by_sensitivity, type Sorted } from './sensitive.ts'

const without_meta = ({ meta: _meta, ...rest }: Resource) => rest

/** What the paper says, in one digest: whoever only looked changed nothing. */
const digest_of = (book: Book, facts: Resource[]): string =>
  sha256_hex(Buffer.from(JSON.stringify([book, facts.map(without_meta)])))

export const names_of_labels = (labels: string[]): string => labels.map((one) => label_names[one] ?? one).join(', ')

/** undefined: the facility is not connected, or the portal was told the same before. */
type MakeNational = () => Promise<National | undefined>

type Ready = {
  visit: Visit
  book: Book
  sorted: Sorted
  due: Due
  sealer: Sealer
  digest: string
  national: MakeNational
}

const make = async ({ visit, book, sorted, due, sealer, digest, national }: Ready): Promise<Made> => {
  const { patient, custodian, encounter, stay, facility } = visit
  const at = local_time(new Date())
  const replaces = due.document ?? undefined
  const period = { start: stay.admitted_at, ...(stay.discharged_at ? { end: stay.discharged_at } : {}) }
  const head = { kind: 'health-book' as const, title: book_title, created_at: at, period, labels: sorted.labels }
  const { identity, parts } = await make_parts({
    ...{ facility: facility.code, about: due.about, round: due.round, provider: sealer.provider },
    pdf: await print_book(book, at, replaces !== undefined, sealer),
    input: {
      ...{ ...head, patient, custodian, encounter, author: custodian, others: visit.carried },
      sections: sections_of_book(book, sorted.told, patient),
    },
  })
  const submission: Submission = {
    ...{ ...head, identity, sender: facility.code, recipients: [], person: submission_person(patient), parts },
    author: { name: facility.name, identifiers: [{ system: identifier_system.facility, value: facility.code }] },
    ...(replaces === undefined ? {} : { replaces }),
  }
  const { labels, left_out } = sorted
  return { kind: 'paper', submission, digest, labels, left_out, national: await national() }
}

/** The insurance's tables of this visit, read inside the unit; checked and signed outside of it. */
const prepare_national = async (
  unit: Unit,
  forms: Forms,
  { visit, sorted, due, sealer }: Pick<Ready, 'visit' | 'sorted' | 'due' | 'sealer'>,
): Promise<MakeNational> => {
  const settings = await find_portal(unit.sql, unit.caller.facility)
  if (!settings) return () => Promise.resolve(undefined)
  const own = facts_of_visit(sorted.told, visit.stay.id)
  const tables = book_tables(await gather_tables(unit, forms, { visit, own, settings }))
  if (digest_of_tables(tables) === due.national_digest) return () => Promise.resolve(undefined)
  const wish = { facility: visit.facility.code, tables, made_on: local_time(new Date()).slice(0, 10) }
  return () => make_national(wish, sealer.provider)
}

/** @throws 422 a person nobody elsewhere would find again */
const demand_person = ({ patient }: Visit): void => {
  if (submission_person(patient).name === '') throw fail.rule('Hồ sơ chưa có họ tên người bệnh', 'Patient.name')
}

/** A visit that ended becomes a page of the person's health book. */
export const visit_maker = (forms: Forms): Maker => ({
  type: 'Encounter',
  async gather(unit, due) {
    const visit = await gather_visit(unit, forms, due.about.split('/')[1] ?? '')
    if (visit.stay.status !== 'finished')
      return () => Promise.resolve({ kind: 'none', reason: 'Đợt này chưa kết thúc' })
    const sorted = sort_by_sensitivity(visit.facts, visit.stay.id)
    // Who wrote down that the person wants it in has named its labels by that (SHARE-09).
    const holding = await find_rulings(unit.sql, unit.caller.facility)
    const ruling = rule(sorted.labels, 'health-book', due.released_by === null ? [] : sorted.labels, holding)
    if (ruling !== 'pass') {
      const reason = `Không đưa lên sổ: thông tin nhạy cảm (${names_of_labels(sorted.labels)})`
      return () => Promise.resolve({ kind: 'withheld', reason, labels: sorted.labels })
    }
    demand_person(visit)
    const book = make_book(visit, sorted.told)
    const digest = digest_of(book, sorted.told)
    const provider = await get_facility_provider(unit.sql, visit.facility.code)
    const sealer = { ...facility_slot, name: visit.facility.name, is_seal: true, provider }
    const national = await prepare_national(unit, forms, { visit, sorted, due, sealer })
    if (digest === due.digest) return async () => ({ kind: 'unchanged', national: await national() })
    return () => make({ visit, book, sorted, due, sealer, digest, national })
  },
})
