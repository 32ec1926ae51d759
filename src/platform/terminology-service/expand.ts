import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { local_time } from '../../base/time/index.ts'
import {
  display_of,
  expand_value_set,
  text_nearness,
  too_costly,
  type Expansion,
  type Member,
  type ValueSet,
} from '../../standards/fhir-terminology/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { get_value_set } from './find-subject.ts'
import { join_canonical, split_canonical } from './canonical.ts'
import type { Versions } from './library.ts'
import { language_of, type Terminology } from './operation.ts'
import type { Parameters } from './parameters.ts'

/** More codes than this are not sent at once; whoever wants them all goes through them page by page. */
const answer_max = 10_000

const read_versions = (asked: Parameters): Versions => {
  const read = (name: string): Map<string, string> =>
    new Map(
      asked.texts(name).map((canonical) => {
        const [system, version] = split_canonical(canonical)
        if (version === undefined) throw fail.invalid(`“${name}” cần dạng hệ-mã|phiên-bản`, name)
        return [system, version]
      }),
    )
  return {
    otherwise: read('system-version'),
    check: read('check-system-version'),
    force: read('force-system-version'),
  }
}

const is_excluded = (excluded: readonly string[]): ((member: Member) => boolean) => {
  const parts = excluded.map(split_canonical)
  return ({ system, version }) =>
    parts.some(([url, wanted]) => url === system && (wanted === undefined || wanted === version))
}

const concept_of = ({ concept, code, display, designations }: Member) =>
  concept && display === undefined && !designations
    ? concept
    : {
        ...{ code, parents: [], display: display ?? concept?.display ?? '' },
        designations: [...(designations ?? []), ...(concept?.designations ?? [])],
      }

/** So many at a time, so that others are answered between: names are folded when they are first looked at. */
const members_per_turn = 2_000

/** Those that fit what was typed, the nearest first; those equally near stay in the order of the set. */
const fitting = async (members: readonly Member[], typed: string): Promise<Member[]> => {
  const nearness = text_nearness(typed)
  const found: { member: Member; near: number }[] = []
  for (let at = 0; at < members.length; at += members_per_turn) {
    for (const member of members.slice(at, at + members_per_turn)) {
      const near = nearness(concept_of(member))
      if (near !== undefined) found.push({ member, near })
    }
    await setImmediate()
  }
  return found.sort((a, b) => a.near - b.near).map((one) => one.member)
}

const selected = async (members: readonly Member[], asked: Parameters): Promise<readonly Member[]> => {
  const is_out = is_excluded(asked.texts('exclude-system'))
  const active_only = asked.flag('activeOnly') === true
  const selectable_only = asked.flag('excludeNotForUI') === true
  const typed = asked.text('filter')
  const near = typed === undefined ? members : await fitting(members, typed)
  return near.filter(
    (member) =>
      !is_out(member) &&
      !(active_only && member.concept?.is_inactive) &&
      !(selectable_only && member.concept?.is_abstract),
  )
}

/** One page of them; without a wish everything, as long as it is not too much. */
const page_of = (members: readonly Member[], asked: Parameters): Member[] => {
  const offset = asked.whole('offset') ?? 0
  const count = asked.whole('count')
  const page = members.slice(offset, count === undefined ? undefined : offset + count)
  if (page.length > answer_max)
    throw too_costly(
      `Bộ mã có ${members.length} mã, nhiều hơn ${answer_max} mã cho một lần trả lời; hãy lọc bằng “filter” hoặc lấy từng trang bằng “count” và “offset”`,
    )
  return page
}

const wanted_designations = (member: Member, asked: Parameters) => {
  const tokens = asked.texts('designation').map((token) => token.split('|').at(-1))
  if (asked.flag('includeDesignations') !== true && tokens.length === 0) return []
  return [...(member.designations ?? []), ...(member.concept?.designations ?? [])].filter(
    ({ language, use }) => tokens.length === 0 || tokens.includes(language) || tokens.includes(String(use?.['code'])),
  )
}

const entry_of = (member: Member, asked: Parameters, language: string | undefined): Record<string, unknown> => {
  const { system, version, code, concept } = member
  const own = language === undefined ? member.display : undefined
  const display = own ?? (concept ? display_of(concept, language) : member.display)
  const designation = wanted_designations(member, asked)
  return {
    system,
    ...(concept?.is_abstract ? { abstract: true } : {}),
    ...(concept?.is_inactive ? { inactive: true } : {}),
    ...(version === undefined ? {} : { version }),
    code,
    ...(display === undefined ? {} : { display }),
    ...(designation.length === 0 ? {} : { designation }),
  }
}

const value_of = (value: string | number | boolean): Record<string, unknown> =>
  typeof value === 'string'
    ? { valueString: value }
    : typeof value === 'number'
      ? { valueInteger: value }
      : { valueBoolean: value }

/** R4 ValueSet.expansion.parameter: everything that made this expansion what it is, the versions read included. */
const expansion_parameters = (asked: Parameters, { versions }: Expansion): Record<string, unknown>[] => [
  ...asked.given.filter((one) => one.name !== 'url').map(({ name, value }) => ({ name, ...value_of(value) })),
  ...[...versions].map(([system, version]) => ({ name: 'version', valueUri: join_canonical(system, version) })),
]

const unclosed = { url: 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed', valueBoolean: true }

const definition_of = ({ resource }: ValueSet, is_wanted: boolean): Record<string, unknown> => {
  const { resourceType: _type, text: _text, compose, expansion: _expansion, ...rest } = resource
  return { resourceType: 'ValueSet', ...rest, ...(is_wanted && compose !== undefined ? { compose } : {}) }
}

/** ValueSet/$expand (R4 operation-valueset-expand): always flat, so that it can be paged. */
export const expand: Terminology = {
  name: '$expand',
  type: 'ValueSet',
  definition: 'http://hl7.org/fhir/OperationDefinition/ValueSet-expand',
  on: ['type', 'instance'],
  kinds: {
    ...{ url: 'text', valueSet: 'resource', valueSetVersion: 'text', filter: 'text', date: 'text' },
    ...{ offset: 'whole', count: 'whole', displayLanguage: 'text', designation: 'many' },
    ...{ includeDesignations: 'flag', includeDefinition: 'flag', activeOnly: 'flag' },
    ...{ excludeNested: 'flag', excludeNotForUI: 'flag', excludePostCoordinated: 'flag', 'exclude-system': 'many' },
    ...{ 'system-version': 'many', 'check-system-version': 'many', 'force-system-version': 'many' },
    ...{ context: 'refused', contextDirection: 'refused' },
  },
  bare: { ValueSet: 'valueSet' },
  versions: read_versions,
  async answer(question) {
    const { asked, shelf } = question
    const set = await get_value_set(question)
    const expansion = await expand_value_set(set, shelf)
    const members = await selected(expansion.members, asked)
    const page = page_of(members, asked)
    const language = language_of(asked)
    const is_paged = asked.whole('count') !== undefined || asked.whole('offset') !== undefined
    const contains = page.map((member) => entry_of(member, asked, language))
    return JSON.stringify({
      ...definition_of(set, asked.flag('includeDefinition') === true),
      expansion: {
        ...(expansion.is_unclosed ? { extension: [unclosed] } : {}),
        identifier: `urn:uuid:${randomUUID()}`,
        timestamp: local_time(new Date()),
        total: members.length,
        ...(is_paged ? { offset: asked.whole('offset') ?? 0 } : {}),
        parameter: expansion_parameters(asked, expansion),
        ...(contains.length === 0 ? {} : { contains }),
      },
    })
  },
}
