import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read_bed_names } from './bed-names.ts'

test('commas part beds, a dash spans them, digits keep their width', () => {
  assert.deepEqual(read_bed_names('G01–G03, G10'), ['G01', 'G02', 'G03', 'G10'])
  assert.deepEqual(read_bed_names('8-11'), ['8', '9', '10', '11'])
  assert.deepEqual(read_bed_names('Giường 1 - 3; Cáng cứu'), ['Giường 1', 'Giường 2', 'Giường 3', 'Cáng cứu'])
  assert.deepEqual(read_bed_names(' , '), [])
})

test('what is no span stays a name', () => {
  assert.deepEqual(read_bed_names('A1-B3'), ['A1-B3'])
  assert.deepEqual(read_bed_names('G05-G02'), ['G05-G02'])
  assert.deepEqual(read_bed_names('1-1000'), ['1-1000'])
  assert.deepEqual(read_bed_names('Buồng cách ly'), ['Buồng cách ly'])
})
