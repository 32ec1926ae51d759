import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fold, initials, words } from '../../base/text/index.ts'
import type { Test } from './contract.ts'

type ListedTest = Test & { known_as: string[] }

/** Tests that can be ordered, as dated data with their source. */
export type TestList = { title: string; source: string; confidence: string; is_starter: boolean; tests: ListedTest[] }

const categories = ['laboratory', 'imaging', 'procedure'] as const

const is_object = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const said = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const wrong = (what: string): Error => new Error(`Danh mục dịch vụ chỉ định: ${what}`)

const read_test = (value: unknown): ListedTest => {
  const one = is_object(value) ? value : {}
  const [code, name, loinc, ministry] = [
    said(one['code']),
    said(one['name']),
    said(one['loinc']),
    said(one['ministry']),
  ]
  const category = categories.find((known) => known === one['category'])
  if (code === '' || name === '' || !category)
    throw wrong(`mỗi dòng cần code, name và category (${categories.join(', ')}); “${name || code}” thì không`)
  if (loinc !== '' && !/^\d{1,7}-\d$/.test(loinc)) throw wrong(`“${name}”: loinc “${loinc}” không phải mã LOINC`)
  if (ministry !== '' && !/^\d{7}$/.test(ministry))
    throw wrong(`“${name}”: mã của Bộ Y tế có 7 chữ số (QĐ 1227/QĐ-BYT 2025), không phải “${ministry}”`)
  const known_as = Array.isArray(one['known_as']) ? one['known_as'].map(said).filter(Boolean) : []
  return { code, name, category, group: said(one['group']), loinc, ministry, known_as }
}

/** @throws what a person who replaces the file must know */
export const read_test_list = (text: string): TestList => {
  const file: unknown = JSON.parse(text)
  if (!is_object(file) || !Array.isArray(file['tests'])) throw wrong('tệp cần có “tests”')
  const tests = file['tests'].map(read_test)
  const twice = tests.find((one, at) => tests.findIndex(({ code }) => code === one.code) !== at)
  if (twice) throw wrong(`mã “${twice.code}” có hai lần`)
  return {
    ...{ title: said(file['title']), source: said(file['source']), confidence: said(file['confidence']) },
    ...{ is_starter: file['is_starter'] === true, tests },
  }
}

/** TEST_LIST: a file of the same shape takes the shipped one's place. */
export const test_list = read_test_list(
  readFileSync(process.env['TEST_LIST'] ?? join(import.meta.dirname, 'tests.json'), 'utf8'),
)

const by_code = new Map(test_list.tests.map((one) => [one.code, one]))

const to_test = ({ known_as: _known_as, ...test }: ListedTest): Test => test

export const find_test = (code: string): Test | undefined => {
  const found = by_code.get(code)
  return found && to_test(found)
}

type Findable = { test: Test; name: string; terms: string[] }

const findable: Findable[] = test_list.tests.map((one) => ({
  test: to_test(one),
  name: fold(one.name),
  terms: [
    ...[one.name, ...one.known_as].flatMap((name) => [...words(name), initials(name).toLowerCase()]),
    ...[fold(one.code), one.loinc, one.ministry],
  ].filter(Boolean),
}))

const hits_max = 30

/** Each typed word begins a word of the name, of what people call it, its initials or a code; without diacritics. */
export const search_tests = (text: string): Test[] => {
  const typed = words(text)
  const begins = fold(text)
  if (typed.length === 0) return []
  return findable
    .filter(({ terms }) => typed.every((word) => terms.some((term) => term.startsWith(word))))
    .toSorted((a, b) => Number(b.name.startsWith(begins)) - Number(a.name.startsWith(begins)))
    .slice(0, hits_max)
    .map(({ test }) => test)
}
