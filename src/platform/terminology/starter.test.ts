import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read_starter } from './seed.ts'

const lists = new Map(read_starter().map((list) => [list.file.catalogue, list]))
const drafts_of = (catalogue: string) => lists.get(catalogue)?.drafts ?? []

test('starter lists hold what a new installation needs', () => {
  assert.ok(drafts_of('icd10').length >= 600)
  assert.equal(new Set(drafts_of('icd10').map((draft) => draft.code[0])).size, 26, 'every chapter')
  assert.equal(drafts_of('province').length, 34)
  assert.equal(drafts_of('ward').length, 99)
  assert.ok(drafts_of('ward').every((draft) => draft.parent === '24' && /^\d{5}$/.test(draft.code)))
  assert.equal(drafts_of('ethnicity').filter((draft) => Number(draft.code) <= 54).length, 54)
  assert.equal(drafts_of('occupation').length, 13)
  assert.ok(drafts_of('country').length >= 60)
  assert.ok(drafts_of('department').some((draft) => draft.code === 'K01'))
})

test('a starter code that is barred for being too broad has a usable code below it', () => {
  const icd = drafts_of('icd10')
  const is_broad = (code: string): boolean =>
    icd.some((draft) => draft.code === code && draft.flags?.includes('has_more_specific'))
  const broad = icd.filter((draft) => is_broad(draft.code))
  assert.ok(broad.length > 0)
  for (const { code } of broad) {
    const below = icd.filter((draft) => draft.code !== code && draft.code.startsWith(code) && !is_broad(draft.code))
    assert.ok(below.length > 0, code)
  }
})

test('names are NFC and tidy, codes are written as the classification writes them', () => {
  for (const { file, drafts } of lists.values()) {
    for (const { code, display } of drafts) {
      assert.equal(display, display.normalize('NFC').trim().replace(/\s+/g, ' '), `${file.catalogue} ${code}`)
    }
  }
  assert.ok(drafts_of('icd10').every((draft) => /^[A-Z]\d{2}(\.\d{1,2})?$/.test(draft.code)))
})
