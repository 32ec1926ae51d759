import assert from 'node:assert/strict'
import type { Answer } from '../test-site.ts'

/** A refusal on /fhir speaks FHIR: its status, an OperationOutcome, a sentence for people. */
export const refused = (answer: Answer, ...statuses: number[]): void => {
  assert.ok(
    statuses.includes(answer.status),
    `${answer.status} is not ${statuses.join(' or ')}: ${answer.text.slice(0, 300)}`,
  )
  assert.match(answer.headers.get('content-type') ?? '', /application\/fhir\+json/, answer.text.slice(0, 300))
  assert.equal(answer.json['resourceType'], 'OperationOutcome', answer.text)
  assert.ok(String(answer.json['issue'][0].details.text).length > 10)
}
