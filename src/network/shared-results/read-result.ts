import { local_time } from '../../base/time/index.ts'
import { read_document, type ReadDocument } from '../../standards/documents/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { Opened, Paper } from '../health-book/index.ts'
import type { SharedResult } from './contract.ts'
import { say_lab_quality } from './lab-quality.ts'
import { codes_of, is_released, method_of, taken_at_of, value_of } from './report-facts.ts'
import type { ValidityRule } from './validity.ts'

const resources_in = ({ bundle }: ReadDocument): Resource[] =>
  list_of(bundle['entry']).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    const type = text_of(resource?.['resourceType'])
    return resource && type ? [{ ...resource, resourceType: type }] : []
  })

type Found = { report: Resource | undefined; findings: Resource[] }

/** The findings of the test; of a panel or a picture the report is asked for, all that it holds. */
const find_test = (all: Resource[], codes: string[]): Found | undefined => {
  const is_asked = (one: Resource): boolean => codes_of(one).some((code) => codes.includes(code))
  const findings = all.filter((one) => one.resourceType === 'Observation' && is_released(one))
  const report = all.find((one) => one.resourceType === 'DiagnosticReport' && is_released(one))
  const asked = findings.filter(is_asked)
  if (asked.length > 0) return { report, findings: asked }
  return report && is_asked(report) ? { report, findings } : undefined
}

/** Whether these data, verified or not, speak of the test. @throws a document nobody can read */
export const holds_test = (fhir: Uint8Array, rule: ValidityRule): boolean =>
  find_test(resources_in(read_document(fhir)), rule.codes) !== undefined

const name_of = (person: Resource | undefined): string => text_of(list_of(person?.['name'])[0]?.['text']) ?? ''

/** Who read it, else who did it; where the data do not say, whom the envelope names. */
const performer_of = (document: ReadDocument, { report, findings }: Found, author: string): string => {
  const said = [report, ...findings].flatMap((one) => [
    ...list_of(one?.['resultsInterpreter']),
    ...list_of(one?.['performer']),
  ])
  const names = said.map((one) => text_of(one['display']) ?? name_of(document.find(one)))
  return names.find((name) => name !== '') ?? author
}

export type PaperHead = Pick<Paper, 'id' | 'title' | 'sender' | 'created_at'>

/** What one paper says of the test; undefined where it says nothing of it. @throws a document nobody can read */
export const read_result = (
  paper: PaperHead,
  { submission, verdict }: Opened,
  rule: ValidityRule,
  sender: string,
): SharedResult | undefined => {
  const fhir = submission.parts.find(({ kind }) => kind === 'fhir')
  if (!fhir) return undefined
  const document = read_document(fhir.bytes)
  const found = find_test(resources_in(document), rule.codes)
  if (!found) return undefined
  const { report, findings } = found
  const [first] = findings
  const taken = (first && taken_at_of(first)) || (report && taken_at_of(report)) || paper.created_at
  return {
    ...{ id: paper.id, title: paper.title, sender: { code: paper.sender, name: sender }, taken_at: taken },
    performer: performer_of(document, found, submission.author.name),
    method: [...new Set(findings.map(method_of))].filter(Boolean).join('; '),
    values: findings.map(value_of),
    conclusion: text_of(report?.['conclusion']) ?? '',
    lab_quality: say_lab_quality(report),
    valid_until: local_time(new Date(Date.parse(taken) + rule.hours * 3_600_000)),
    verdict: verdict.valid ? 'good' : 'red',
    problem: verdict.issues.find(({ severity }) => severity === 'error')?.message ?? '',
    signatures: verdict.signatures.map(({ signer, organization, valid, problem }) => ({
      ...{ signer, organization: organization ?? '', valid, problem: problem ?? '' },
    })),
  }
}

const withdrawn_states = new Set(['entered-in-error', 'cancelled'])

/** What a newer version says of a test that an older one was used for: its line, or that it was taken back. @throws a document nobody can read */
export const read_version = (fhir: Uint8Array, code: string): { is_withdrawn: boolean; said: string } => {
  const all = resources_in(read_document(fhir))
  const report = all.find((one) => one.resourceType === 'DiagnosticReport')
  const is_withdrawn = withdrawn_states.has(text_of(report?.['status']) ?? '')
  const found = is_withdrawn ? undefined : find_test(all, [code])
  const conclusion = text_of(found?.report?.['conclusion']) ?? ''
  return { is_withdrawn, said: found ? say_result({ values: found.findings.map(value_of), conclusion }) : '' }
}

/** In one line, for what is kept of it: “Urê 6,4 mmol/L (2,5 – 7,5), 21/11/2026 08:10”. */
export const say_result = ({ values, conclusion }: Pick<SharedResult, 'values' | 'conclusion'>): string =>
  [
    ...values.map(({ name, value, range }) => `${name} ${value}${range === '' ? '' : ` (${range})`}`),
    ...(conclusion === '' ? [] : [`Kết luận: ${conclusion}`]),
  ].join('; ')
