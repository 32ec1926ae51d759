import { fail, type Issue } from '../../base/outcome/index.ts'
import { check_cccd, check_phone } from '../../base/identity-numbers/index.ts'
import { tidy_spaces } from '../../base/text/index.ts'
import { is_real_date } from '../../base/time/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import type { PersonAddress } from '../../standards/person-matching/index.ts'
import { check_number, domain_of, facility_of_domain, is_national } from './domains.ts'

export type Gender = 'male' | 'female' | 'other' | 'unknown'
export type Identity = { system: string; value: string }
export type Period = { start?: string | undefined; end?: string | undefined }

/** What a member tells of a person; SubmissionPerson of standards/documents is one. */
export type Given = Omit<Told, 'names'> & { name?: string | undefined; names?: string[] | undefined }

/** The same, with every name in one list. */
export type Told = {
  identifiers: (Identity & { period?: Period | undefined })[]
  /** The official one first. */
  names: string[]
  /** yyyy, yyyy-mm or yyyy-mm-dd. */
  birth_date?: string | undefined
  gender?: Gender | undefined
  phones?: string[] | undefined
  /** Whoever is called when something happens. */
  kin?: string[] | undefined
  /** Folded, for the comparison. */
  address?: PersonAddress | undefined
  /** As printed: xã/phường and tỉnh. */
  city?: string | undefined
  state?: string | undefined
  /** The day, 'true' where only the death is known, 'false' who was told of as dead by mistake and lives. */
  deceased?: string | undefined
}

/** What is longer was sent to see what happens. */
const told_max = 50

export type TidyTold = { told: Told; issues: Issue[] }

const warning = (message: string, expression: string): Issue => ({
  ...{ severity: 'warning', code: 'value' },
  ...{ message, expression },
})

const is_birth = (text: string): boolean => {
  const [year, month, day] = text.split('-')
  return /^\d{4}(-\d{2}){0,2}$/.test(text) && is_real_date(Number(year), Number(month ?? 1), Number(day ?? 1))
}

const tidy_identifiers = (told: Given, facility: string, issues: Issue[]): Told['identifiers'] => {
  const kept = new Map<string, Told['identifiers'][number]>()
  for (const one of told.identifiers) {
    const system = domain_of(one.system, facility)
    const owner = facility_of_domain(system)
    const checked = check_number(system, one.value)
    if (!is_national(system) && owner === undefined)
      issues.push(warning(`Hệ mã “${one.system}” không có trong danh bạ, mã này không được giữ`, 'identifier.system'))
    else if (owner !== undefined && owner !== facility)
      issues.push(warning(`Mã người bệnh của cơ sở ${owner} chỉ cơ sở đó được báo`, 'identifier.system'))
    else if (!checked.ok) issues.push(warning(`${checked.message}; số này không được giữ`, 'identifier.value'))
    else kept.set(`${system}|${checked.value}`, { ...one, system, value: checked.value })
  }
  return [...kept.values()]
}

/** Sex and year that the personal ID itself tells (NĐ 137/2015 Điều 13), where they are not what was said. */
const doubts_of = ({ identifiers, gender, birth_date }: Told): Issue[] =>
  identifiers
    .filter(({ system }) => system === identifier_system.cccd)
    .flatMap(
      ({ value }) =>
        check_cccd(value, { ...(gender ? { gender } : {}), ...(birth_date ? { birth_date } : {}) }).reasons,
    )
    .map(({ message }) => warning(message, 'identifier'))

/**
 * What was told in its one shape. A number that cannot be one, or that is not the teller's to tell, is left out and said.
 * @throws 422 when there is neither a number nor a name
 */
export const tidy_told = (given: Given, facility: string): TidyTold => {
  if (given.identifiers.length > told_max || (given.names?.length ?? 0) > told_max)
    throw fail.value(`Một người không có quá ${told_max} số giấy tờ hay ${told_max} tên`, 'identifier')
  const issues: Issue[] = []
  const all = [given.name ?? '', ...(given.names ?? [])].map((name) => tidy_spaces(name).slice(0, 200))
  const names = [...new Set(all.filter(Boolean))]
  const identifiers = tidy_identifiers(given, facility, issues)
  if (names.length + identifiers.length === 0)
    throw fail.value('Cần ít nhất một số giấy tờ, mã người bệnh hoặc họ tên để ghi vào danh bạ', 'identifier')
  const { birth_date, name: _name, ...rest } = given
  if (birth_date !== undefined && !is_birth(birth_date)) throw fail.value('Ngày sinh không có thật', 'birthDate')
  const phones = (given.phones ?? []).map((phone) => check_phone(phone)).flatMap(({ ok, value }) => (ok ? [value] : []))
  const told: Told = { ...rest, identifiers, names, phones, ...(birth_date ? { birth_date } : {}) }
  return { told, issues: [...issues, ...doubts_of(told)] }
}
