import { isDeepStrictEqual } from 'node:util'
import { same_name } from '../../base/text/index.ts'
import {
  extension_url,
  find_extension,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { join_identifiers, name_of_patient } from '../patients/index.ts'

type Element = Record<string, unknown>

const reference_of = (patient: Resource): string => `Patient/${patient.id ?? ''}`
const other_of = (link: Element): string => text_of(object_of(link['other'])?.['reference']) ?? ''

const names_of = (target: Resource, source: Resource): Element[] => {
  const own = list_of(target['name'])
  const known = own.map((name) => text_of(name['text']) ?? '')
  const further = list_of(source['name']).filter((name) => {
    const text = text_of(name['text'])
    return text !== undefined && !known.some((one) => same_name(one, text))
  })
  // Old papers say the other name; by it the person is still found.
  return [...own, ...further.map((name) => ({ ...name, use: 'old' }))]
}

const telecoms_of = (target: Resource, source: Resource): Element[] => {
  const own = list_of(target['telecom'])
  return [...own, ...list_of(source['telecom']).filter((one) => !own.some(({ value }) => value === one['value']))]
}

/** The date that says more, when both say the same. */
const birth_of = (target: Resource, source: Resource): string | undefined => {
  const [own, other] = [text_of(target['birthDate']), text_of(source['birthDate'])]
  return own === undefined || other?.startsWith(own) ? (other ?? own) : own
}

const taken_extensions: string[] = [
  ...[extension_url.ethnicity, extension_url.occupation, extension_url.nationality],
  ...[extension_url.workplace, extension_url.mother],
]
const extensions_of = (target: Resource, source: Resource): Element[] => [
  ...list_of(target['extension']),
  ...list_of(source['extension']).filter(
    (one) => taken_extensions.includes(String(one['url'])) && !find_extension(target, String(one['url'])),
  ),
]

const links_of = (target: Resource, source: Resource): Element[] => {
  const own = list_of(target['link']).filter((link) => other_of(link) !== reference_of(source))
  const known = new Set([...own.map(other_of), reference_of(target)])
  const further = list_of(source['link']).filter(
    (link) => link['type'] !== 'replaces' && link['type'] !== 'replaced-by' && !known.has(other_of(link)),
  )
  return [...own, ...further, { other: { reference: reference_of(source) }, type: 'replaces' }]
}

const filled = (key: string, list: Element[]): Element => (list.length > 0 ? { [key]: list } : {})
const own_or_other = (key: string, target: Resource, source: Resource): Element =>
  filled(key, list_of(target[key]).length > 0 ? list_of(target[key]) : list_of(source[key]))

const death_of = ({ deceasedDateTime: at, deceasedBoolean: is }: Resource): Element =>
  at === undefined ? (is === undefined ? {} : { deceasedBoolean: is }) : { deceasedDateTime: at }

const has_died = (patient: Resource): boolean => Object.values(death_of(patient)).some((said) => said !== false)

/** One person dies once: what the chart that stays does not know, or knows without the day, the other may. */
const joined_death = (target: Resource, source: Resource): Element =>
  [target, source].map(death_of).find((one) => 'deceasedDateTime' in one) ??
  death_of([target, source].find(has_died) ?? target)

const without_death = ({ deceasedDateTime: _at, deceasedBoolean: _is, ...rest }: Resource): Resource => ({
  ...rest,
  resourceType: 'Patient',
})

/**
 * The chart that stays, after: its own words first; numbers, names and phones of both; what it did not know, from the
 * other (R6 Patient-merge: the server may migrate other properties at its discretion).
 */
export const joined_patient = (target: Resource, source: Resource, today: string): Resource => {
  const birth = birth_of(target, source)
  const gender = [target['gender'], source['gender']].find((one) => one !== undefined && one !== 'unknown')
  return {
    ...without_death(target),
    ...filled('extension', extensions_of(target, source)),
    ...filled('identifier', join_identifiers(list_of(target['identifier']), list_of(source['identifier']), today)),
    ...filled('name', names_of(target, source)),
    ...filled('telecom', telecoms_of(target, source)),
    ...(gender === undefined ? {} : { gender }),
    ...(birth === undefined ? {} : { birthDate: birth }),
    ...joined_death(target, source),
    ...own_or_other('address', target, source),
    ...own_or_other('contact', target, source),
    link: links_of(target, source),
  }
}

/** The chart that goes: not in use, its numbers no longer its own, and who took its place. */
export const replaced_patient = (source: Resource, target: Resource): Resource => ({
  ...source,
  active: false,
  ...filled(
    'identifier',
    list_of(source['identifier']).map((one) => ({ ...one, use: 'old' })),
  ),
  link: [
    ...list_of(source['link']).filter((link) => other_of(link) !== reference_of(target)),
    { other: { reference: reference_of(target), display: name_of_patient(target) }, type: 'replaced-by' },
  ],
})

const same_number = (one: Element, other: Element): boolean =>
  one['system'] === other['system'] && one['value'] === other['value']

/**
 * The chart that stayed, taken apart although somebody changed it since: without what only the other chart had brought.
 * @param before both as they were when they were merged
 */
export const without_other = (now: Resource, before: { target: Resource; source: Resource }): Resource => {
  const { target, source } = before
  const brought = (key: string, is_same: (one: Element, other: Element) => boolean) => (one: Element) =>
    list_of(source[key]).some((other) => is_same(one, other)) && !list_of(target[key]).some((own) => is_same(one, own))
  const same_text = (one: Element, other: Element): boolean => one['text'] === other['text']
  const same_value = (one: Element, other: Element): boolean => one['value'] === other['value']
  const same_other = (one: Element, other: Element): boolean => other_of(one) === other_of(other)
  const rest = (key: string, is_same: (one: Element, other: Element) => boolean): Element =>
    filled(
      key,
      list_of(now[key]).filter((one) => !brought(key, is_same)(one)),
    )
  const links = list_of(now['link']).filter(
    (link) => other_of(link) !== reference_of(source) && !brought('link', same_other)(link),
  )
  // A death that only the other chart had told of is the other's again.
  const is_others = !has_died(target) && has_died(source) && isDeepStrictEqual(death_of(now), death_of(source))
  const own = is_others ? { ...without_death(now), ...death_of(target) } : now
  const { identifier: _i, name: _n, telecom: _t, link: _l, ...others } = own
  return {
    ...others,
    resourceType: 'Patient',
    ...rest('identifier', same_number),
    ...rest('name', same_text),
    ...rest('telecom', same_value),
    ...filled('link', links),
  }
}

/** The chart that had gone, in use again although somebody changed it since. */
export const standing_again = (now: Resource, before: Resource, target: string): Resource => {
  const { active: _active, link: _link, ...rest } = now
  const own = list_of(before['identifier'])
  const further = list_of(now['identifier']).filter((one) => !own.some((known) => same_number(known, one)))
  return {
    ...rest,
    resourceType: 'Patient',
    ...(before['active'] === undefined ? {} : { active: before['active'] }),
    ...filled('identifier', [...own, ...further]),
    ...filled(
      'link',
      list_of(now['link']).filter((link) => link['type'] !== 'replaced-by' || other_of(link) !== `Patient/${target}`),
    ),
  }
}
