import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  expand_value_set,
  find_member,
  find_r4_system,
  find_r4_value_set,
  list_r4_systems,
  list_r4_value_sets,
  type Sources,
} from './index.ts'

const root = join(import.meta.dirname, '../../..')
const has_definitions = existsSync(join(root, 'node_modules/hl7.fhir.r4.examples'))

const sources: Sources = {
  code_system: (system) => Promise.resolve(find_r4_system(system)),
  value_set: (canonical) => Promise.resolve(find_r4_value_set(canonical.replace(/\|.*$/, ''))),
}

test('the committed tables are what the definitions of R4 give', { skip: !has_definitions }, () => {
  const tool = join(root, 'tools/make-r4-terminology.mjs')
  const done = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8' })
  assert.equal(done.status, 0, done.stderr)
})

/** The same sets as fhir-validation compiled them, with no engine at all: two ways to one list. */
const required = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fhir-validation/r4/value-sets.json'), 'utf8'),
) as Record<string, Record<string, string>>

test('every required set expands to the codes that a write is checked against', async () => {
  for (const [name, systems] of Object.entries(required)) {
    const set = find_r4_value_set(name.includes('://') ? name : `http://hl7.org/fhir/ValueSet/${name}`)
    assert.ok(set, name)
    const { members, is_unclosed } = await expand_value_set(set, sources)
    const wanted = Object.entries(systems).flatMap(([system, codes]) =>
      codes.split(' ').map((code) => `${system}|${code}`),
    )
    assert.deepEqual(members.map((one) => `${one.system}|${one.code}`).sort(), [...new Set(wanted)].sort(), name)
    assert.equal(is_unclosed, false, name)
  }
  assert.ok(Object.keys(required).length > 200)
})

test('a code is a member exactly when the expansion lists it', async () => {
  let asked = 0
  for (const { url } of list_r4_value_sets()) {
    const set = find_r4_value_set(url)
    assert.ok(set, url)
    const expansion = await expand_value_set(set, sources).catch(() => undefined)
    if (!expansion) continue
    const listed = new Set(expansion.members.map((one) => `${one.system}|${one.code}`))
    for (const system of new Set(expansion.members.map((one) => one.system)))
      for (const { code } of find_r4_system(system)?.concepts.slice(0, 40) ?? []) {
        const member = await find_member(set, { system, code }, sources)
        assert.equal(member !== undefined, listed.has(`${system}|${code}`), `${url} ${system}|${code}`)
        asked += 1
      }
  }
  assert.ok(asked > 3_000, `${asked} codes asked`)
})

test('hierarchies of HL7 v3 are kept: an inpatient encounter is an encounter', () => {
  const table = find_r4_system('http://terminology.hl7.org/CodeSystem/v3-ActCode')
  assert.ok(table?.ancestors_of('IMP').includes('_ActEncounterCode'))
  assert.equal(table?.find('_ActEncounterCode')?.is_abstract, true)
  assert.ok(list_r4_systems().length > 250)
})
