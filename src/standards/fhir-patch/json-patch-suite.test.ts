import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { patch_document } from './index.ts'

/** The public suite for RFC 6902 (github.com/json-patch/json-patch-tests), as its package brings it. */
type Case = { comment?: string; doc?: unknown; patch?: unknown; expected?: unknown; error?: string; disabled?: boolean }

const cases_of = (file: string): Case[] =>
  JSON.parse(readFileSync(fileURLToPath(import.meta.resolve(`json-patch-test-suite/${file}`)), 'utf8')) as Case[]

for (const [file, least] of [
  ['spec_tests.json', 15],
  ['tests.json', 70],
] as const)
  test(`what ${file} asks for is so`, () => {
    const asked = cases_of(file).filter(({ patch, disabled }) => patch !== undefined && !disabled)
    assert.ok(asked.length >= least, `${asked.length} cases`)
    for (const { comment, doc, patch, expected, error } of asked) {
      const what = `${comment ?? ''} ${JSON.stringify(patch)}`
      if (error !== undefined) assert.throws(() => patch_document(doc, patch), Failure, what)
      else assert.deepEqual(patch_document(doc, patch), expected ?? doc, what)
    }
  })
