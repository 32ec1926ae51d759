import { fail, type Issue } from '../../base/outcome/index.ts'
import { operation_outcome } from '../../platform/http/index.ts'
import { read_parameters, type Operation, type Parameters } from '../../platform/records/index.ts'
import { is_object, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import { find_side } from './find-patient.ts'
import { joined_patient } from './joined-patient.ts'
import { merge_patients } from './merge-patients.ts'
import { preview_merge } from './preview-merge.ts'
import { unmerge_patients, type UnmergeDone } from './unmerge-patients.ts'

const known = [
  ...['source-patient', 'source-patient-identifier', 'target-patient', 'target-patient-identifier'],
  ...['result-patient', 'preview', 'reason'],
]

const information = (message: string): Issue => ({ severity: 'information', code: 'informational', message })

/** R6 Patient-merge: what was asked, how it went, the patient that stays. Bodies are put in as they are stored. */
const answer = (input: unknown, issues: Issue[], result: string | undefined): { text: string } => {
  const parts = [
    `{"name":"input","resource":${JSON.stringify(input)}}`,
    `{"name":"outcome","resource":${JSON.stringify(operation_outcome(issues))}}`,
    ...(result === undefined ? [] : [`{"name":"result","resource":${result}}`]),
  ]
  return { text: `{"resourceType":"Parameters","parameter":[${parts.join()}]}` }
}

const reason_of = (given: Parameters): string => {
  const reason = given.text('reason')
  if (reason === undefined) throw fail.value('Thiếu lý do (tham số reason): ai gộp, vì sao, phải ghi lại', 'reason')
  return reason
}

const result_of = (given: Parameters): Resource | undefined => {
  const part = given.one('result-patient')
  const resource: unknown = part?.['resource']
  if (part === undefined) return undefined
  if (!is_object(resource)) throw fail.invalid('result-patient phải là một tài nguyên Patient', 'result-patient')
  return { ...resource, resourceType: String(resource['resourceType']) }
}

/** Patient/$merge (R6 Patient-merge), with `reason` as a parameter of our own: whoever merges says why (EMR-07). */
export const merge: Operation = {
  name: '$merge',
  definition: 'http://hl7.org/fhir/OperationDefinition/Patient-merge',
  on: ['type'],
  types: ['Patient'],
  writes: true,
  right: 'patient.merge',
  needs: () => [{ right: 'u', type: '*' }],
  async run({ store, caller, base, body }) {
    const given = read_parameters(body, known)
    const [source, target] = await store.unit(caller, async (unit) => [
      await find_side(unit, given, 'source', base),
      await find_side(unit, given, 'target', base),
    ])
    if (source === undefined || target === undefined) throw fail.invalid('Thiếu hồ sơ', 'source-patient')
    if (given.boolean('preview')) {
      const seen = await preview_merge(store, caller, source, target)
      const issues = seen.issues.map(({ severity, message }): Issue => ({ severity, code: 'business-rule', message }))
      const count = seen.moves.reduce((sum, move) => sum + move.count, 0)
      const refused = issues.filter(({ severity }) => severity === 'error')
      if (refused.length > 0) throw fail.many(422, issues)
      const said = information(`Chỉ xem trước, chưa gộp: ${count} mục sẽ theo sang hồ sơ giữ lại`)
      return answer(body, [said, ...issues], await previewed(store, caller, source, target))
    }
    const wish = { source, target, reason: reason_of(given), result: result_of(given) }
    const done = await merge_patients(store, caller, wish)
    return answer(body, [information(`Đã gộp: ${done.moved} mục theo sang`)], done.result.body)
  },
}

/** Not committed: without the version and time it has not got (R6 Patient-merge, preview). */
const previewed = async (
  store: Parameters_of_run['store'],
  caller: Parameters_of_run['caller'],
  source: string,
  target: string,
): Promise<string> => {
  const [from, to] = await store.unit(caller, async (unit) => [
    await unit.get('Patient', source),
    await unit.get('Patient', target),
  ])
  const read = (body: string): Resource => parse_exact(body) as Resource
  const joined = joined_patient(read(to?.body ?? '{}'), read(from?.body ?? '{}'), new Date().toISOString().slice(0, 10))
  const { versionId: _version, lastUpdated: _time, ...meta } = joined.meta ?? {}
  return JSON.stringify({ ...joined, ...(Object.keys(meta).length > 0 ? { meta } : { meta: undefined }) })
}
type Parameters_of_run = Parameters_0<Operation['run']>
type Parameters_0<Run> = Run extends (call: infer Call) => unknown ? Call : never

const tell_unmerged = (done: UnmergeDone): Issue[] => [
  information(`Đã tách: ${done.restored} mục trở về hồ sơ cũ`),
  ...done.changed.map(({ ref, version }): Issue => ({
    severity: 'warning',
    code: 'conflict',
    message: `${ref} đã sửa sau khi gộp (nay là phiên bản ${version}): giữ nguyên chỗ, cần người xem`,
    expression: ref,
  })),
  ...done.made_since.map(({ type, count }): Issue => ({
    severity: 'warning',
    code: 'informational',
    message: `${count} ${type} lập sau khi gộp vẫn ở hồ sơ giữ lại`,
    expression: type,
  })),
]

/** Patient/[id]/$unmerge, our own: the patient that stayed gives back what it was given. */
export const unmerge: Operation = {
  name: '$unmerge',
  definition: 'https://benhanmo.vn/fhir/OperationDefinition/Patient-unmerge',
  on: ['instance'],
  types: ['Patient'],
  writes: true,
  right: 'patient.merge',
  needs: () => [{ right: 'u', type: '*' }],
  async run({ store, caller, base, id, body }) {
    const given = read_parameters(body, ['source-patient', 'source-patient-identifier', 'reason'])
    const names_source = given.one('source-patient') !== undefined || given.all('source-patient-identifier').length > 0
    const source = names_source ? await store.unit(caller, (unit) => find_side(unit, given, 'source', base)) : undefined
    const done = await unmerge_patients(store, caller, { target: id, source, reason: reason_of(given) })
    return answer(body, tell_unmerged(done), done.target.body)
  },
}
