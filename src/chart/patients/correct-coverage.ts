import { isDeepStrictEqual } from 'node:util'
import { new_id, type Stored, type Unit } from '../../platform/records/index.ts'
import { extension_url, list_of, object_of, parse_exact, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { Registration } from './contract.ts'
import { is_next_card, last_day_before } from './dated-identifiers.ts'
import { to_coverage } from './patient-resource.ts'

type Insurance = Registration['insurance']

/** The card as it was, no longer active: a stay of that time is still billed by it. */
export const closed_coverage = (coverage: Resource, last_day: string): Resource => {
  const period = object_of(coverage['period'])
  const end = text_of(period?.['end'])?.slice(0, 10)
  const start = text_of(period?.['start'])?.slice(0, 10) ?? ''
  const last = end !== undefined && end < last_day ? end : last_day
  return { ...coverage, status: 'cancelled', period: { ...period, end: last < start ? start : last } }
}

const own_extensions: unknown[] = [extension_url.primary_care_facility, extension_url.benefit_percent]

const amended = (coverage: Resource, fresh: Resource): Resource => {
  const { period: _period, extension, ...rest } = coverage
  const foreign = list_of(extension).filter((one) => !own_extensions.includes(one['url']))
  const all = [...foreign, ...list_of(fresh['extension'])]
  return { ...rest, ...fresh, ...(all.length > 0 ? { extension: all } : {}), resourceType: 'Coverage' }
}

/** Brings the person's card to what the clerk wants: put right, followed by the next one, or ended. */
export const correct_coverage = async (
  unit: Unit,
  patient: string,
  stored: Stored | undefined,
  was: Insurance,
  wanted: Insurance,
  today: string,
): Promise<void> => {
  if (isDeepStrictEqual(was, wanted)) return
  const current = stored && { coverage: parse_exact(stored.body) as Resource, if_match: stored.version }
  const put = (coverage: Resource) => unit.update(coverage, current && { if_match: current.if_match })
  if (wanted === undefined) {
    if (current) await put(closed_coverage(current.coverage, today))
    return
  }
  if (!current) {
    await unit.create(to_coverage(patient, wanted, new_id()))
    return
  }
  if (!is_next_card(was, wanted)) {
    await put(amended(current.coverage, to_coverage(patient, wanted, current.coverage.id)))
    return
  }
  await put(closed_coverage(current.coverage, last_day_before(wanted, today)))
  await unit.create(to_coverage(patient, wanted, new_id()))
}
