import assert from 'node:assert/strict'
import { Failure } from '../../base/outcome/index.ts'
import { parse_exact, type Resource } from '../fhir/index.ts'
import { apply_fhirpath_patch } from './index.ts'

type Part = { name: string; [value: string]: unknown }

/** `value` is the rest of the part: { valueDate: '1990' } or { part: [...] }. */
export const operation = (type: string, path: string, rest: Record<string, object | string | number> = {}): Part => ({
  name: 'operation',
  part: [
    { name: 'type', valueCode: type },
    { name: 'path', valueString: path },
    ...Object.entries(rest).map(([name, value]) => {
      if (typeof value === 'string') return { name, valueString: value }
      return typeof value === 'number' ? { name, valueInteger: value } : { name, ...value }
    }),
  ],
})

export const parameters = (...operations: unknown[]) => ({ resourceType: 'Parameters', parameter: operations })

export const read = (text: string): Resource => parse_exact(text) as Resource

export const patched = (text: string, ...operations: Part[]): string => {
  const before = read(text)
  const patch = parameters(...operations)
  const patch_text = JSON.stringify(patch)
  const after = JSON.stringify(apply_fhirpath_patch(before, patch))
  assert.equal(JSON.stringify(before), JSON.stringify(read(text)), 'the resource given is as it was')
  assert.equal(JSON.stringify(patch), patch_text, 'the parameters given are as they were')
  return after
}

export const refusal = (text: string, ...operations: unknown[]): Failure => {
  try {
    apply_fhirpath_patch(read(text), parameters(...operations))
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'nothing was refused' })
}

export const patient = (members: string): string => `{"resourceType":"Patient"${members === '' ? '' : `,${members}`}}`
