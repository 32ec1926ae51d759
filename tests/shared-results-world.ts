import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Json, Person } from './test-site.ts'

const category = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] },
]

export type Measured = {
  name: string
  loinc?: string
  /** Seven digits (QĐ 1227/QĐ-BYT 2025). */
  ministry?: string
  value: number
  unit: string
  hours_ago?: number
  /** So many further lines on the same paper. */
  beside?: number
}

/** A result as a laboratory lays it into the record: findings, one report, somebody who answers for it. @returns report id */
export const report_result = async (
  system: Person,
  patient: string,
  { name, loinc, ministry, value, unit, hours_ago = 1, beside = 0 }: Measured,
  more: Record<string, unknown> = {},
): Promise<string> => {
  const at = new Date(Date.now() - hours_ago * 3_600_000).toISOString()
  const subject = { reference: `Patient/${patient}` }
  const find = (code: Record<string, unknown>, measured: number) => ({
    ...{ resourceType: 'Observation', status: 'final', category: category('laboratory'), subject, code },
    ...{ effectiveDateTime: at, valueQuantity: { value: measured, unit }, method: { text: 'Máy tự động' } },
    referenceRange: [{ low: { value: 2.5 }, high: { value: 7.5 } }],
  })
  const said = [
    { system: 'http://loinc.org', code: loinc },
    { system: 'https://benhanmo.vn/fhir/CodeSystem/qd-1227-2025', code: ministry },
  ].filter(({ code }) => code !== undefined)
  const coding = said.length > 0 ? { coding: said } : {}
  const findings = [
    find({ ...coding, text: name }, value),
    ...Array.from({ length: beside }, (_, i) => find({ text: `Chỉ số ${i + 1}` }, i)),
  ].map((resource) => ({ fullUrl: `urn:uuid:${randomUUID()}`, resource }))
  const report = {
    ...{ resourceType: 'DiagnosticReport', status: 'final', code: { text: `Phiếu ${name}` }, subject },
    ...{ effectiveDateTime: at, result: findings.map(({ fullUrl }) => ({ reference: fullUrl })) },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
    resultsInterpreter: [{ reference: 'Practitioner/pr-doctor' }],
    ...more,
  }
  const entry = [...findings, { fullUrl: `urn:uuid:${randomUUID()}`, resource: report }].map((one) => ({
    ...one,
    request: { method: 'POST', url: one.resource.resourceType },
  }))
  const done = await system('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry })
  assert.equal(done.status, 200, done.text)
  const [, id] =
    /DiagnosticReport\/([^/]+)/.exec(String((done.json['entry'] as Json[]).at(-1)?.['response'].location)) ?? []
  assert.ok(id, done.text)
  return id
}

/** Until all of them are at the hub. @param who may read the report's publication */
export const all_published = async (who: Person, reports: string[]): Promise<void> => {
  for (const report of reports)
    for (let i = 0; ; i += 1) {
      const { json } = await who('GET', `/api/shared-results/${report}/publication`)
      const line = json['publication'] as Json | null
      if (line?.['state'] === 'published') break
      if (i > 400) throw new Error(`never published: ${JSON.stringify(json)}`)
      await pause(50)
    }
}
