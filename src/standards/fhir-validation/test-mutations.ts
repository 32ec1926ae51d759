import type { IssueCode } from '../../base/outcome/index.ts'
import { choice_name, find_codes } from './definitions.ts'
import { primitive_checks } from './primitives.ts'
import { put, type Bag, type Site } from './test-examples.ts'

/** One thing done wrong at one element of an example that passes, and where that must be said. */
export type Mutation = { name: string; code: IssueCode; place: string; spoil: (owner: Bag) => void }

const in_words = new Set(
  'string markdown code id uri url canonical oid uuid date dateTime instant time base64Binary'.split(' '),
)
const wrong_format: Record<string, unknown> = {
  date: '2026-02-30',
  dateTime: '2026-11-21T10:00',
  instant: '2026-11-21',
  time: '25:00:00',
  id: 'có dấu',
  uri: 'hai chữ',
  url: 'hai chữ',
  canonical: 'hai chữ',
  code: ' đầu',
  oid: '1.2.3',
  uuid: 'urn:uuid:1',
  base64Binary: 'không',
  integer: 1.5,
  positiveInt: 0,
  unsignedInt: -1,
  string: 'a\u0000b',
  markdown: 'a\u0008b',
}

const wrong_shape = (site: Site): Mutation[] => [
  {
    name: 'null',
    code: 'structure',
    place: site.place,
    spoil: (owner) => {
      put(owner, site, null)
      delete owner[`_${site.key}`]
    },
  },
  {
    name: 'list in a place for one',
    code: 'structure',
    place: site.place,
    spoil: (owner) => put(owner, site, [['x']]),
  },
  {
    name: 'empty object',
    code: 'structure',
    place: site.use.code === 'Resource' ? `${site.place}.resourceType` : site.place,
    spoil: (owner) => put(owner, site, {}),
  },
  { name: 'empty text', code: 'structure', place: site.place, spoil: (owner) => put(owner, site, '') },
  {
    name: 'unknown element',
    code: 'structure',
    place: `${site.owner_place}.khongCo`,
    spoil: (owner) => void (owner['khongCo'] = 1),
  },
]

const wrong_count = (site: Site): Mutation[] => {
  const { fact, key } = site
  const place = fact.is_choice ? site.owner_place : `${site.owner_place}.${key}`
  const drop: Mutation = {
    name: 'required element dropped',
    code: 'required',
    place,
    spoil: (owner) => {
      delete owner[key]
      delete owner[`_${key}`]
    },
  }
  const alone: Mutation = {
    name: 'one in a place for a list',
    code: 'structure',
    place: `${site.owner_place}.${key}`,
    spoil: (owner) => void (owner[key] = (owner[key] as unknown[])[0]),
  }
  const empty: Mutation = {
    name: 'empty list',
    code: 'structure',
    place: `${site.owner_place}.${key}`,
    spoil: (owner) => void (owner[key] = []),
  }
  return [...(fact.min > 0 ? [drop] : []), ...(fact.max === '*' ? [alone, empty] : [])]
}

const wrong_choice = (site: Site): Mutation[] => {
  const other = site.fact.types.find((use) => use.code === 'boolean' || use.code === 'string')
  if (!site.fact.is_choice || !other || other.code === site.use.code) return []
  const key = choice_name(site.fact.name, other.code)
  const value = other.code === 'boolean' ? true : 'chữ'
  const spoil = (owner: Bag) => void (owner[key] = value)
  return [{ name: 'two of a choice', code: 'structure', place: `${site.owner_place}.${key}`, spoil }]
}

const wrong_primitive = (site: Site): Mutation[] => {
  const { code } = site.use
  if (!primitive_checks.has(code)) return []
  const kind: Mutation = {
    name: 'another JSON type',
    code: 'structure',
    place: site.place,
    spoil: (owner) => put(owner, site, in_words.has(code) ? 12 : '12'),
  }
  const format: Mutation = {
    name: 'wrong format',
    code: 'value',
    place: site.place,
    spoil: (owner) => put(owner, site, wrong_format[code]),
  }
  return wrong_format[code] === undefined ? [kind] : [kind, format]
}

const wrong_meaning = (site: Site, value: unknown): Mutation[] => {
  const { use, fact, place } = site
  const is_bound = fact.value_set !== undefined && find_codes(fact.value_set) !== undefined
  if (use.code === 'code' && is_bound)
    return [{ name: 'code of no set', code: 'code-invalid', place, spoil: (owner) => put(owner, site, 'khong-co') }]
  if (is_bound && use.code === 'CodeableConcept')
    return [{ name: 'text alone', code: 'code-invalid', place, spoil: (owner) => put(owner, site, { text: 'chữ' }) }]
  if (use.code !== 'Reference' || !use.targets || use.targets.has('Basic')) return []
  const { type: _said, ...rest } = value as Bag
  const to_basic = { ...rest, reference: 'Basic/1' }
  const spoil = (owner: Bag) => put(owner, site, to_basic)
  return [{ name: 'wrong reference target', code: 'value', place: `${place}.reference`, spoil }]
}

/** Everything that can be done wrong at an element holding this value. */
export const mutations_of = (site: Site, value: unknown): Mutation[] => [
  ...wrong_shape(site),
  ...wrong_count(site),
  ...wrong_choice(site),
  ...wrong_primitive(site),
  ...wrong_meaning(site, value),
]
