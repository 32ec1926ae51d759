import { fail } from '../../base/outcome/index.ts'
import { local_date, local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { charts_of } from '../../chart/merging/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { read_document } from '../../standards/documents/index.ts'
import { name_facilities, HubAway, HubForbids, HubRefuses, type Hub } from '../exchange/index.ts'
import {
  ask_papers,
  find_hub,
  list_bases,
  note_repeat,
  numbers_of,
  open_paper,
  type BookOffice,
  type Opened,
  type Paper,
} from '../health-book/index.ts'
import type { RepeatWish, SharedResult, SharedResults } from './contract.ts'
import { codes_of, method_of, taken_at_of, value_of } from './report-facts.ts'
import { find_validity, type ValidityRule } from './validity.ts'

/** So many papers are opened for one question, the newest first: what is older has been asked for before. */
const opened_max = 8

type Question = { patient: string; code: string }

type Known = { numbers: { system: string; value: string }[]; is_open: boolean }

const know = async (unit: Unit, patient: string): Promise<Known> => ({
  numbers: numbers_of(resource_of(await unit.get('Patient', patient))),
  is_open: (await list_bases(unit, await charts_of(unit, patient))).some((one) => one.is_open),
})

const resources_in = (bytes: Uint8Array): Resource[] =>
  list_of(read_document(bytes).bundle['entry']).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    const type = text_of(resource?.['resourceType'])
    return resource && type ? [{ ...resource, resourceType: type }] : []
  })

/** What one paper says of the test; undefined where it says nothing of it. */
const read_result = (
  paper: Paper,
  { submission, verdict }: Opened,
  rule: ValidityRule,
  name_of: (code: string) => string,
): SharedResult | undefined => {
  const fhir = submission.parts.find(({ kind }) => kind === 'fhir')
  if (!fhir) return undefined
  const all = resources_in(fhir.bytes)
  const asked = new Set(rule.codes)
  const findings = all.filter(
    (one) => one.resourceType === 'Observation' && codes_of(one).some((code) => asked.has(code)),
  )
  if (findings.length === 0) return undefined
  const [first] = findings
  const report = all.find((one) => one.resourceType === 'DiagnosticReport')
  const taken = (first && taken_at_of(first)) || (report && taken_at_of(report)) || paper.created_at
  return {
    ...{ id: paper.id, title: paper.title, sender: { code: paper.sender, name: name_of(paper.sender) } },
    ...{ taken_at: taken, performer: submission.author.name },
    method: findings.map(method_of).filter(Boolean).join('; '),
    values: findings.map(value_of),
    valid_until: local_time(new Date(Date.parse(taken) + rule.hours * 3_600_000)),
    verdict: verdict.valid ? 'good' : 'red',
    problem: verdict.issues.find(({ severity }) => severity === 'error')?.message ?? '',
  }
}

const ask = async (office: BookOffice, caller: Caller, hub: Hub, asked: Question & Known, rule: ValidityRule) => {
  const { papers } = await ask_papers(hub, { numbers: asked.numbers, kinds: ['lab-result', 'imaging-report'] })
  // Issued before the window began, it cannot have been taken within it by much; the finding's own time decides.
  const since = Date.now() - rule.hours * 3_600_000
  const fresh = papers.filter(
    (one) => !one.is_superseded && one.sender !== caller.facility && Date.parse(one.created_at) >= since,
  )
  const name_of = await office.store.unit(caller, (unit) =>
    name_facilities(
      unit,
      fresh.map(({ sender }) => sender),
    ),
  )
  const read = await Promise.all(
    fresh.slice(0, opened_max).map(async (paper) => {
      const opened = await open_paper(office, caller, asked.patient, paper.id)
      return read_result(paper, opened, rule, name_of) ?? []
    }),
  )
  const results = read.flat().toSorted((a, b) => Date.parse(b.taken_at) - Date.parse(a.taken_at))
  const valid = results.filter((one) => Date.parse(one.valid_until) > Date.now())
  return { results: valid, expired: results.length - valid.length + papers.length - fresh.length }
}

const none = (state: SharedResults['state'], message: string, rule: SharedResults['rule']): SharedResults => ({
  ...{ state, message, rule, results: [], expired: 0, took_ms: 0 },
})

/** Valid results of the same test at other houses, before it is ordered again (SHARE-16, Luật 51/2024 Điều 3.4). */
export const find_shared_results = async (
  office: BookOffice,
  caller: Caller,
  asked: Question,
): Promise<SharedResults> => {
  demand(caller, 'record.read')
  demand(caller, 'exchange.read')
  if (asked.patient === '' || asked.code === '') throw fail.invalid('Cần patient và code', 'code')
  const began = performance.now()
  const known = await office.store.unit(caller, (unit) => know(unit, asked.patient))
  const found = find_validity(asked.code, local_date(new Date()))
  const rule = found
    ? { name: found.name, hours: found.hours, source: found.source, confidence: found.confidence }
    : null
  if (!found) return none('shown', 'Bảng thời hạn chưa có xét nghiệm này; không đề nghị dùng lại kết quả nào', rule)
  if (known.numbers.length === 0) return none('no-number', 'Hồ sơ chưa có số giấy tờ để tìm trên trục', rule)
  if (!known.is_open)
    return none('refused', 'Chưa có căn cứ xem kết quả của nơi khác; ghi căn cứ ở trang Sổ sức khỏe', rule)
  const hub = await find_hub(office, caller)
  if (!hub) return none('no-link', 'Cơ sở chưa kết nối trục liên thông', rule)
  try {
    const said = await ask(office, caller, hub, { ...asked, ...known }, found)
    return { state: 'shown', message: '', rule, ...said, took_ms: Math.round(performance.now() - began) }
  } catch (error) {
    if (error instanceof HubAway) return none('away', error.message, rule)
    if (error instanceof HubForbids || error instanceof HubRefuses) return none('refused', error.message, rule)
    throw error
  }
}

export const note_repeated = (store: Store, caller: Caller, wish: RepeatWish): Promise<void> => {
  demand(caller, 'record.write')
  return store.unit(caller, async (unit) => {
    await unit.get('Patient', wish.patient)
    await note_repeat(unit, wish.patient, wish)
  })
}
