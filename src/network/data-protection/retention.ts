import { local_date } from '../../base/time/index.ts'
import { to_stay, type Stay } from '../../chart/encounters/index.ts'
import { resource_of, search_all, type Unit } from '../../platform/records/index.ts'
import { list_of, object_of, text_of, id_of_reference, type Resource } from '../../standards/fhir/index.ts'
import type { Line, RetentionVerdict } from './contract.ts'
import { list_standing } from './words-of-registers.ts'

type Finding = { ended: string; result: string | undefined; codes: readonly string[] }

const died = '5'
const accident = /^(V\d\d|Y96)/

/** By what a stay is known to be of a kind; the words of the register's field `rule`. */
const rules: Record<string, (found: Finding) => boolean> = {
  ordinary: () => true,
  psychiatric: ({ codes }) => codes.some((code) => code.startsWith('F')),
  accident: ({ codes }) => codes.some((code) => accident.test(code)),
  death: ({ result }) => result === died,
}

export type Kept = { rule: string; years: number; until: string }

/**
 * The longest time that holds for a stay, counted from the end of the year in which it ended (requirement EMR-28).
 * undefined where no line of the register fits.
 */
export const kept_until = (found: Finding, lines: readonly Line[]): Kept | undefined =>
  lines
    .filter(({ body }) => rules[String(body['rule'])]?.(found) ?? false)
    .map(({ body }) => {
      const years = Number(body['years'])
      return { rule: String(body['name']), years, until: `${Number(found.ended.slice(0, 4)) + years}-12-31` }
    })
    .sort((a, b) => b.until.localeCompare(a.until))[0]

const codes_of = (condition: Resource): string[] =>
  list_of(object_of(condition['code'])?.['coding']).flatMap((coding) => text_of(coding['code']) ?? [])

const codes_by_stay = async (unit: Unit, patient: string): Promise<Map<string, string[]>> => {
  const codes = new Map<string, string[]>()
  for (const stored of await search_all(unit, 'Condition', { patient: `Patient/${patient}` })) {
    const condition = resource_of(stored)
    const stay = id_of_reference(condition['encounter']) ?? ''
    codes.set(stay, [...(codes.get(stay) ?? []), ...codes_of(condition)])
  }
  return codes
}

const nothing: RetentionVerdict = { is_kept: false, until: '', reason: 'Cơ sở không giữ đợt điều trị nào', stays: [] }

const is_open = ({ status }: Stay): boolean => !['finished', 'cancelled', 'entered-in-error'].includes(status)

/** Whether anything of a person must be kept today, until when, and by which lines. */
export const judge_retention = async (unit: Unit, patient: string): Promise<RetentionVerdict> => {
  const lines = await list_standing(unit.sql, unit.caller.facility, 'retention')
  const stays = (await search_all(unit, 'Encounter', { patient: `Patient/${patient}` })).map((one) =>
    to_stay(resource_of(one)),
  )
  if (stays.some(is_open)) return { is_kept: true, until: '', reason: 'Người bệnh đang trong đợt điều trị', stays: [] }
  const codes = await codes_by_stay(unit, patient)
  const kept = stays.flatMap(({ id, status, discharged_at, treatment_result }) => {
    if (status !== 'finished' || !discharged_at) return []
    const found = { ended: local_date(discharged_at), result: treatment_result, codes: codes.get(id) ?? [] }
    const longest = kept_until(found, lines)
    return longest ? [{ id, ended: found.ended, ...longest }] : []
  })
  const last = kept.toSorted((a, b) => b.until.localeCompare(a.until))[0]
  if (!last) return nothing
  const today = local_date(new Date())
  return {
    ...{ is_kept: last.until >= today, until: last.until, stays: kept },
    reason:
      last.until >= today
        ? `${last.rule}: giữ ${last.years} năm kể từ năm kết thúc đợt điều trị (${last.ended.slice(0, 4)})`
        : 'Mọi đợt điều trị đã hết thời hạn lưu trữ',
  }
}
