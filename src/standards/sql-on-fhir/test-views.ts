import assert from 'node:assert/strict'
import { Failure } from '../../base/outcome/index.ts'
import type { Resource } from '../fhir/index.ts'
import { compile_view, type Row } from './index.ts'

/** `{ id: 'id', given: ['name.given', 'collection'] }` → the columns of a select. */
export const columns = (paths: Record<string, string | [string, 'collection'] | [string, { type: string }]>) =>
  Object.entries(paths).map(([name, path]) => {
    if (typeof path === 'string') return { name, path }
    return path[1] === 'collection' ? { name, path: path[0], collection: true } : { name, path: path[0], ...path[1] }
  })

export const view = (resource: string, select: object[], more: object = {}) => ({
  resourceType: 'ViewDefinition',
  status: 'active',
  resource,
  select,
  ...more,
})

export const rows_of = (definition: unknown, resources: readonly Resource[]): Row[] => {
  const { rows } = compile_view(definition)
  return resources.flatMap(rows)
}

export const failure_of = (work: () => unknown): Failure => {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    assert.equal(error.status, 422)
    return error
  }
  throw new assert.AssertionError({ message: 'nothing was refused' })
}

/** What is said, and where in the definition. */
export const refusal_of = (work: () => unknown): string =>
  failure_of(work)
    .issues.map((issue) => `${issue.expression}: ${issue.message}`)
    .join('\n')

export const lan: Resource = {
  resourceType: 'Patient',
  id: 'lan',
  active: true,
  gender: 'female',
  birthDate: '1990-05',
  managingOrganization: { reference: 'Organization/24012' },
  name: [
    { use: 'official', family: 'Trần', given: ['Thị', 'Lan'] },
    { use: 'nickname', given: ['Bông'] },
  ],
  telecom: [
    { system: 'phone', value: '0912' },
    { system: 'email', value: 'lan@example.vn' },
  ],
  contact: [
    { name: { given: ['Văn', 'Hùng'] }, telecom: [{ system: 'phone', value: '0987' }] },
    {
      name: { given: ['Mai'] },
      telecom: [
        { system: 'phone', value: '0333' },
        { system: 'sms', value: '0334' },
      ],
    },
  ],
  extension: [
    { url: 'http://a/ethnicity', valueCoding: { code: '01', display: 'Kinh' } },
    { url: 'http://a/nested', extension: [{ url: 'part', valueString: 'trong' }] },
  ],
}
export const nam: Resource = { resourceType: 'Patient', id: 'nam', active: false, name: [{ family: 'Lê' }] }
export const bare: Resource = { resourceType: 'Patient', id: 'bare' }
export const patients = [lan, nam, bare]

export const answers: Resource = {
  resourceType: 'QuestionnaireResponse',
  id: 'qr',
  item: [
    {
      linkId: '1',
      item: [
        { linkId: '1.1', answer: [{ valueString: 'có', item: [{ linkId: '1.1.1' }] }] },
        { linkId: '1.2', item: [{ linkId: '1.2.1' }] },
      ],
    },
    { linkId: '2' },
  ],
}
