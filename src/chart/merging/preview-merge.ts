import { Failure } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { count_speaking_of, resource_of, type Store, type Stored, type Unit } from '../../platform/records/index.ts'
import {
  find_extension,
  extension_url,
  id_of_reference,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { compare_people, facts_of_patient } from '../../standards/person-matching/index.ts'
import { dated_numbers, name_of_patient, to_hit } from '../patients/index.ts'
import type { MergeIssue, MergePreview, MergeSide } from './contract.ts'
import { joined_patient } from './joined-patient.ts'
import { check_pair, check_size, doubts_of } from './merge-rules.ts'

const concept_of = (patient: Resource, url: string): string =>
  text_of(object_of(find_extension(patient, url)?.['valueCodeableConcept'])?.['text']) ?? ''

const address_of = (patient: Resource): string => {
  const one = list_of(patient['address'])[0]
  const lines = Array.isArray(one?.['line']) ? one['line'].map(text_of) : []
  return [...lines, text_of(one?.['city']), text_of(one?.['district']), text_of(one?.['state'])]
    .filter(Boolean)
    .join(', ')
}

const contact_of = (patient: Resource): string => {
  const one = list_of(patient['contact'])[0]
  const name = text_of(object_of(one?.['name'])?.['text'])
  const phone = text_of(list_of(one?.['telecom'])[0]?.['value'])
  return [name, phone].filter(Boolean).join(', ')
}

const phone_of = (patient: Resource): string =>
  list_of(patient['telecom'])
    .flatMap((one) => text_of(one['value']) ?? [])
    .join(', ')

type Stays = { count: number; last: string }

const stays_of = async (unit: Unit, patient: string): Promise<Stays> => {
  const query = new URLSearchParams({ patient, _sort: '-date', _count: '1', _total: 'accurate' })
  const page = await unit.search('Encounter', query)
  const newest = page.entries[0] && resource_of(page.entries[0])
  return { count: page.total ?? 0, last: text_of(object_of(newest?.['period'])?.['start']) ?? '' }
}

const mother_of = async (unit: Unit, patient: Resource): Promise<string> => {
  const id = id_of_reference(find_extension(patient, extension_url.mother)?.['valueReference'])
  const stored = id === undefined ? undefined : await unit.find('Patient', id)
  return stored ? name_of_patient(resource_of(stored)) : ''
}

const side_of = async (unit: Unit, patient: Resource, stored: Stored, stays: Stays): Promise<MergeSide> => ({
  ...to_hit(patient),
  version: stored.version,
  registered_at: text_of(object_of(list_of(patient['identifier'])[0]?.['period'])?.['start']) ?? '',
  numbers: dated_numbers(patient),
  phone: phone_of(patient),
  full_address: address_of(patient),
  contact: contact_of(patient),
  mother: await mother_of(unit, patient),
  ethnicity: concept_of(patient, extension_url.ethnicity),
  occupation: concept_of(patient, extension_url.occupation),
  stays: stays.count,
  last_seen_at: stays.last,
})

type Beside = { signed_sheets: number; drafts: number }

/** Sheets of the chart that goes: signed ones keep their bytes, drafts follow with their sheet. */
const count_sheets = async (unit: Unit, source: string): Promise<Beside> => {
  const { rows } = await unit.sql.query<Beside>(
    `SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM signing.standing AS d
         WHERE d.facility = r.facility AND d.response = r.id AND d.version = r.version AND d.slot IS NOT NULL))::int
         AS signed_sheets,
       count(*) FILTER (WHERE EXISTS (SELECT FROM chart.draft AS f
         WHERE f.facility = r.facility AND f.response = r.id))::int AS drafts
     FROM record.resource AS r
     WHERE r.facility = $1 AND r.patient = $2 AND r.type = 'QuestionnaireResponse' AND NOT r.deleted`,
    [unit.caller.facility, source],
  )
  return rows[0] ?? { signed_sheets: 0, drafts: 0 }
}

/** The reasons that would keep the merge from being done, as lines to read instead of a refusal. */
const refusals_of = async (work: () => Promise<void>): Promise<MergeIssue[]> => {
  try {
    await work()
    return []
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 422) throw error
    return error.issues.map(({ message }) => ({ severity: 'error', message }))
  }
}

/** Both charts side by side, what would become of them, what would move, and what speaks against it. Changes nothing. */
export const preview_merge = (store: Store, caller: Caller, source: string, target: string): Promise<MergePreview> => {
  demand(caller, 'patient.merge')
  return store.unit(caller, async (unit) => {
    const [from, to] = [await unit.get('Patient', source), await unit.get('Patient', target)]
    const [goes, remains] = [resource_of(from), resource_of(to)]
    const moves = await count_speaking_of(unit.sql, caller.facility, source)
    const refusals = await refusals_of(async () => {
      await check_pair(unit, goes, remains)
      check_size(moves)
    })
    const [of_source, of_target] = [await stays_of(unit, source), await stays_of(unit, target)]
    const joined = joined_patient(remains, goes, local_date(new Date()))
    const last = [of_source.last, of_target.last].toSorted().at(-1) ?? ''
    const likeness = compare_people(facts_of_patient(goes), facts_of_patient(remains))
    return {
      source: await side_of(unit, goes, from, of_source),
      target: await side_of(unit, remains, to, of_target),
      result: await side_of(unit, joined, to, { count: of_source.count + of_target.count, last }),
      likeness: { grade: likeness.grade, reasons: likeness.reasons.map(({ says }) => says) },
      moves: moves.filter(({ type }) => type !== 'Patient'),
      ...(await count_sheets(unit, source)),
      issues: [...refusals, ...doubts_of(goes, remains)],
    }
  })
}
