import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { check_cccd, check_phone, check_bhyt_card } from '../src/base/identity-numbers/index.ts'
import { check_completion } from '../src/chart/medical-record/check-answers.ts'
import type { AnswerRow } from '../src/chart/medical-record/contract.ts'
import { fact_readers } from '../src/chart/medical-record/facts.ts'
import { load_forms } from '../src/chart/medical-record/form-definition-load.ts'
import { fields_of } from '../src/chart/medical-record/form-definition.ts'
import { slots_in_turn } from '../src/chart/medical-record/queue-rules.ts'
import { check_resource } from '../src/platform/records/checks.ts'
import {
  canonical,
  find_identifier,
  identifier_system,
  is_object,
  list_of,
  object_of,
  type Resource,
} from '../src/standards/fhir/index.ts'
import { build_heavy_patient, build_people, build_site, demo_facilities, demo_staff } from './index.ts'

const today = '2026-11-21'
const seed = 20_261_121
const forms = load_forms(join(import.meta.dirname, '../forms'))
const sites = demo_facilities.map((facility) => {
  const site = build_site(facility.code, { patients: facility.patients, seed, today })
  const people = [...site.people]
  return {
    facility,
    site,
    people,
    resources: [...site.organisation, ...people.flatMap((one) => one.resources)],
    sheets: people.flatMap((one) => one.sheets),
    records: people.flatMap((one) => one.records),
  }
})

test('the same seed and day make the same province, another seed another', () => {
  const make = (with_seed: number) =>
    JSON.stringify([...build_site('24012', { patients: 60, seed: with_seed, today }).people])
  assert.equal(make(seed), make(seed))
  assert.notEqual(make(seed), make(seed + 1))
})

test('as many people and inpatients as promised', () => {
  for (const { facility, people } of sites) assert.equal(people.length, facility.patients, facility.code)
  for (const { facility, site } of sites) assert.equal(site.beds().length, facility.inpatients, facility.code)
})

test('every resource has a shape the store takes, carries the tag, and has an id of its own', () => {
  for (const { resources } of sites) {
    const seen = new Set<string>()
    for (const resource of resources) {
      check_resource(resource)
      assert.deepEqual(object_of(resource['meta'])?.['tag'], [canonical.synthetic_tag])
      const ref = `${resource.resourceType}/${resource.id}`
      assert.match(resource.id ?? '', /^[A-Za-z0-9-]{1,64}$/)
      assert.ok(!seen.has(ref), ref)
      seen.add(ref)
    }
  }
})

const references = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(references)
  if (!is_object(value)) return []
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'reference' && typeof one === 'string' ? [one] : references(one),
  )
}

test('every reference resolves inside the site; patients, stays, places and staff come before what points at them', () => {
  for (const { resources, sheets, records } of sites) {
    const all = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`))
    const before = new Set<string>()
    for (const resource of resources) {
      for (const ref of references(resource)) {
        assert.ok(all.has(ref), `${resource.resourceType}/${resource.id} → ${ref}`)
        if (!ref.startsWith('Condition/'))
          assert.ok(before.has(ref), `${resource.resourceType}/${resource.id} comes before ${ref}`)
      }
      before.add(`${resource.resourceType}/${resource.id}`)
    }
    const ids = new Set(sheets.map(({ id }) => id))
    for (const one of [...sheets, ...records])
      assert.ok(all.has(`Encounter/${one.encounter}`) && all.has(`Patient/${one.patient}`))
    for (const one of sheets) assert.ok(all.has(`Practitioner/${one.author}`))
    for (const one of records) for (const id of one.sheets) assert.ok(ids.has(id))
  }
})

const of_type = (resources: Resource[], type: string) => resources.filter(({ resourceType }) => resourceType === type)
const period = (value: unknown): { start: string; end: string } => {
  const found = object_of(value) ?? {}
  return { start: String(found['start']), end: String(found['end'] ?? '9999') }
}

test('nobody leaves before coming, nothing lies in the future, no two stays share a bed or a person a night', () => {
  const now = `${today}T06:30:00+07:00`
  for (const { resources, sheets } of sites) {
    const spans = new Map<string, { start: string; end: string }[]>()
    for (const encounter of of_type(resources, 'Encounter')) {
      const stay = period(encounter['period'])
      assert.ok(stay.start <= stay.end && stay.start <= now, encounter.id ?? '')
      const keys: [string, unknown][] = list_of(encounter['location']).map((one) => [
        references(one)[0] ?? '',
        one['period'],
      ])
      for (const [key, value] of [
        ...keys,
        [references(encounter['subject'])[0] ?? '', encounter['period']] as [string, unknown],
      ]) {
        const span = period(value)
        for (const other of spans.get(key) ?? [])
          assert.ok(span.start >= other.end || other.start >= span.end, `${key} twice: ${encounter.id}`)
        spans.set(key, [...(spans.get(key) ?? []), span])
      }
    }
    for (const resource of resources) assert.ok(String(resource['effectiveDateTime'] ?? '') <= now, resource.id ?? '')
    for (const sheet of sheets) assert.ok(sheet.authored <= now && /\+07:00$/.test(sheet.authored), sheet.id)
  }
})

test('numbers are valid and given once; the series stand at the last given', () => {
  for (const { resources, site } of sites) {
    const seen = new Set<string>()
    for (const patient of of_type(resources, 'Patient')) {
      const known = {
        gender: String(patient['gender']),
        ...(patient['birthDate'] ? { birth_date: String(patient['birthDate']) } : {}),
      }
      const cccd = find_identifier(patient, identifier_system.cccd)
      if (cccd) assert.deepEqual(check_cccd(cccd, known).reasons, [], cccd)
      for (const telecom of list_of(patient['telecom'])) assert.ok(check_phone(String(telecom['value'])).ok)
      const code = find_identifier(patient, identifier_system.patient_code) ?? ''
      for (const number of [cccd, code]) if (number) assert.ok(!seen.has(number) && seen.add(number), number)
    }
    for (const coverage of of_type(resources, 'Coverage'))
      assert.ok(check_bhyt_card(String(coverage['subscriberId'])).ok)
    for (const encounter of of_type(resources, 'Encounter'))
      for (const { system, value } of list_of(encounter['identifier'])) {
        assert.ok(!seen.has(`${String(system)} ${String(value)}`), String(value))
        seen.add(`${String(system)} ${String(value)}`)
      }
    const last = site.numbers().find(({ series }) => series === 'patient-code')?.last
    assert.equal(last, of_type(resources, 'Patient').length)
  }
})

/** What a reader fills from the store is not typed; the diagnosis a hand may write. */
const may_be_answered = (bind: string | undefined) =>
  bind === undefined || bind.startsWith('diagnosis.') || fact_readers[bind] === undefined

test('every answer belongs to its form, in the right shape; a finished sheet lacks only what the store fills', () => {
  for (const { sheets } of sites)
    for (const sheet of sheets) {
      const form = forms.get(sheet.slug)
      assert.ok(form, sheet.slug)
      const fields = new Map(fields_of(form).map((field) => [field.id, field]))
      for (const [id, value] of Object.entries(sheet.answers)) {
        const field = fields.get(id)
        assert.ok(field, `${sheet.slug} has no box ${id}`)
        assert.ok(may_be_answered(field.bind), `${sheet.slug} ${id} is filled by the store`)
        if (field.type === 'multi-choice')
          for (const code of value as string[])
            assert.ok(
              field.options.some((option) => option.code === code),
              `${id} ${code}`,
            )
        if (field.type === 'boolean') assert.equal(typeof value, 'boolean', id)
        if (field.type !== 'table') continue
        const columns = new Map(field.columns.map((column) => [column.id, column]))
        for (const row of value as AnswerRow[])
          for (const [column, cell] of Object.entries(row)) {
            const type = columns.get(column)?.type
            assert.ok(type, `${sheet.slug} ${id} has no column ${column}`)
            if (type === 'number') assert.match(String(cell), /^\d+(\.\d+)?$/, `${id}.${column}`)
            if (type === 'datetime') assert.match(String(cell), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
          }
      }
      const found = check_completion(form, sheet.answers).filter(
        (one) =>
          one.code !== 'required' ||
          (sheet.status === 'completed' && may_be_answered(fields.get(one.expression ?? '')?.bind)),
      )
      assert.deepEqual(found, [], `${sheet.slug} ${sheet.id}`)
      if (sheet.slug === '36-BV2') assert.equal((sheet.answers['dien_bien'] as AnswerRow[]).length, 1)
    }
})

test('all text is NFC and no placeholder of a story is left', () => {
  for (const { resources, sheets } of sites)
    for (const one of [...resources, ...sheets]) {
      const text = JSON.stringify(one)
      assert.equal(text, text.normalize('NFC'))
      assert.doesNotMatch(text, /\{(gioi|tuoi|ngay_benh|mach|nhiet|ha|tho|spo2)\}|undefined|NaN/, one.id ?? '')
    }
})

test('who signs may sign there, in turn; the first doctor finds a morning’s work in the queue', () => {
  for (const { facility, resources, sheets } of sites) {
    const staff = demo_staff(facility.code)
    const stays = new Map(of_type(resources, 'Encounter').map((one) => [one.id, one]))
    const waiting = (sheet: (typeof sheets)[number], filled: string[]) => {
      const stay = stays.get(sheet.encounter)
      return {
        ...{ form: forms.get(sheet.slug) ?? assert.fail(sheet.slug), filled, author: sheet.author },
        ...{ department: references(stay?.['serviceProvider'])[0]?.slice('Organization/'.length) ?? '' },
        stay_ended: stay?.['status'] === 'finished',
      }
    }
    const in_turn = (sheet: (typeof sheets)[number], filled: string[], account: (typeof staff)[number]) =>
      slots_in_turn(waiting(sheet, filled), {
        ...{ id: account.practitioner, role: account.role, department: account.department ?? undefined },
      }).map(({ id }) => id)
    for (const sheet of sheets)
      for (const [i, { slot, signer }] of sheet.signatures.entries()) {
        const account = staff.find(({ practitioner }) => practitioner === signer)
        const before = sheet.signatures.slice(0, i).map((one) => one.slot)
        assert.ok(account && in_turn(sheet, before, account).includes(slot), `${sheet.id} ${slot} by ${signer}`)
        assert.equal(sheet.status, 'completed')
      }
    const first = staff.find(({ role }) => role === 'doctor')
    if (facility.inpatients === 0 || !first) continue
    const queue = sheets
      .filter(({ status }) => status === 'completed')
      .flatMap((sheet) =>
        in_turn(
          sheet,
          sheet.signatures.map(({ slot }) => slot),
          first,
        ),
      )
    assert.ok(queue.length >= 5 && queue.length <= 25, `${facility.code}: ${queue.length}`)
  }
})

test('usernames are unique over all facilities', () => {
  const names = demo_facilities.flatMap(({ code }) => demo_staff(code).map(({ username }) => username))
  assert.equal(new Set(names).size, names.length)
})

test('people for measuring: no two share a number, and the heavy patient is heavy', () => {
  const numbers = [...build_people(5_000, 1)].flatMap((one) => find_identifier(one, identifier_system.cccd) ?? [])
  assert.equal(new Set(numbers).size, numbers.length)
  const heavy = build_heavy_patient()
  assert.equal(of_type(heavy, 'Encounter').length, 500)
  assert.equal(of_type(heavy, 'Observation').length, 30_000)
  assert.equal(new Set(heavy.map(({ resourceType, id }) => `${resourceType}/${id}`)).size, heavy.length)
  for (const resource of heavy.slice(0, 200)) check_resource(resource)
})
