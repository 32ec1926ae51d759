import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../../../standards/fhir/index.ts'
import { illnesses_known_then } from './history.ts'

const visit = (id: string, status: string, start: string, end?: string): Resource => ({
  ...{ resourceType: 'Encounter', id, status, subject: { reference: 'Patient/p' } },
  period: { start, ...(end ? { end } : {}) },
})
const illness = (id: string, encounter?: string): Resource => ({
  ...{ resourceType: 'Condition', id, ...(encounter ? { encounter: { reference: `Encounter/${encounter}` } } : {}) },
})

test('a page tells of illnesses that were history when its visit ended: not of a visit under way, nor of a later one', () => {
  const here = visit('here', 'finished', '2026-11-19T08:00:00+07:00', '2026-11-20T09:00:00+07:00')
  const visits = [
    here,
    visit('before', 'finished', '2026-10-01T08:00:00+07:00', '2026-10-02T08:00:00+07:00'),
    visit('beside', 'in-progress', '2026-11-19T09:00:00+07:00'),
    visit('after', 'finished', '2026-11-21T08:00:00+07:00', '2026-11-22T08:00:00+07:00'),
  ]
  const allergy: Resource = {
    resourceType: 'AllergyIntolerance',
    id: 'a',
    encounter: { reference: 'Encounter/beside' },
  }
  const facts = [illness('own', 'here'), illness('old', 'before'), illness('open', 'beside'), illness('new', 'after')]
  const told = illnesses_known_then([...facts, illness('loose'), allergy], here, visits)
  assert.deepEqual(
    told.map(({ id }) => id),
    ['own', 'old', 'loose', 'a'],
  )
})
