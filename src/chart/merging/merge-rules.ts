import { fail, Failure } from '../../base/outcome/index.ts'
import { resource_of, successor_of, type Stored, type Unit } from '../../platform/records/index.ts'
import {
  extension_url,
  find_extension,
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { compare_people, facts_of_patient } from '../../standards/person-matching/index.ts'
import { name_of_patient } from '../patients/index.ts'
import type { MergeIssue } from './contract.ts'

/** More than the fullest chart of ten years has; beyond it one transaction would keep others waiting. */
export const moved_max = 20_000

const refused = (message: string): Failure => fail.rule(message, 'Patient')

const refuse_merged = async (unit: Unit, patient: Resource): Promise<void> => {
  const successor = successor_of(patient)
  if (successor === undefined) return
  const stored = await unit.find('Patient', successor.slice('Patient/'.length))
  const other = stored ? `${name_of_patient(resource_of(stored))} (${successor})` : successor
  throw refused(`Hồ sơ ${name_of_patient(patient)} đã gộp vào hồ sơ ${other}; hãy chọn hồ sơ ấy`)
}

const mother_of = (patient: Resource): string | undefined =>
  text_of(object_of(find_extension(patient, extension_url.mother)?.['valueReference'])?.['reference'])

const is_mother_of = (mother: Resource, child: Resource): boolean => mother_of(child) === `Patient/${mother.id ?? ''}`

/** One person is in one inpatient stay at a time; as one person they would be in two beds. */
const check_stays = async (unit: Unit, source: string, target: string): Promise<void> => {
  const lock = 'SELECT pg_advisory_xact_lock(hashtext($1), hashtext($2))'
  for (const patient of [source, target].toSorted())
    await unit.sql.query(lock, [unit.caller.facility, `stay:${patient}`])
  const open = async (patient: string): Promise<Stored[]> =>
    (await unit.search('Encounter', new URLSearchParams({ patient, status: 'in-progress', class: 'IMP' }))).entries
  if ((await open(source)).length > 0 && (await open(target)).length > 0)
    throw refused('Cả hai hồ sơ đang có đợt nội trú mở; hãy cho ra viện (hoặc sửa) một đợt rồi gộp')
}

/** What keeps two charts from becoming one. @throws 422 with the first reason */
export const check_pair = async (unit: Unit, source: Resource, target: Resource): Promise<void> => {
  if (source.id === target.id) throw refused('Không gộp một hồ sơ vào chính nó')
  await refuse_merged(unit, source)
  await refuse_merged(unit, target)
  if (target['active'] === false) throw refused('Hồ sơ giữ lại đang ngừng dùng; hãy gộp vào hồ sơ đang dùng')
  if (is_mother_of(source, target) || is_mother_of(target, source))
    throw refused('Đây là hồ sơ của mẹ và của con; không gộp')
  await check_stays(unit, source.id ?? '', target.id ?? '')
}

export const check_size = (moves: { count: number }[]): void => {
  const total = moves.reduce((sum, { count }) => sum + count, 0)
  if (total <= moved_max) return
  throw new Failure(422, [
    {
      severity: 'error',
      code: 'too-costly',
      message: `Hồ sơ gộp có ${total} mục, quá ${moved_max} mục của một lần gộp; hãy gộp hồ sơ ít mục hơn vào hồ sơ này`,
      expression: 'Patient',
    },
  ])
}

const warning = (message: string): MergeIssue => ({ severity: 'warning', message })

/** What a person must have seen before the two become one. */
export const doubts_of = (source: Resource, target: Resource): MergeIssue[] => {
  const differs = (read: (patient: Resource) => unknown): boolean =>
    read(source) !== undefined && read(target) !== undefined && read(source) !== read(target)
  const { grade } = compare_people(facts_of_patient(source), facts_of_patient(target))
  const is_dead = (one: Resource): boolean => one['deceasedBoolean'] === true || one['deceasedDateTime'] !== undefined
  return [
    ...(grade === 'certainly-not' ? [warning('Hai hồ sơ không có gì cho thấy là một người; hãy xem thật kỹ')] : []),
    ...(differs((one) => find_identifier(one, identifier_system.cccd))
      ? [warning('Hai hồ sơ có hai số định danh khác nhau; số của hồ sơ gộp đi sẽ thành số cũ')]
      : []),
    ...(differs((one) => one['gender']) ? [warning('Hai hồ sơ khác giới tính')] : []),
    ...(differs((one) => text_of(one['birthDate'])?.slice(0, 4)) ? [warning('Hai hồ sơ khác năm sinh')] : []),
    ...(is_dead(source) !== is_dead(target) ? [warning('Một hồ sơ ghi đã tử vong, hồ sơ kia thì không')] : []),
    ...(list_of(source['link']).some(({ type }) => type === 'replaces')
      ? [
          {
            severity: 'information' as const,
            message: 'Hồ sơ gộp đi đã nhận một hồ sơ khác trước đây; cả hai sẽ theo sang',
          },
        ]
      : []),
  ]
}
