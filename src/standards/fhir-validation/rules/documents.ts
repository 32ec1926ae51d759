import { printed } from '../../fhir/index.ts'
import type { Json } from '../check.ts'
import {
  are_distinct,
  exactly_one,
  has,
  has_choice,
  list_at,
  needs,
  not_both,
  object_at,
  rule,
  some,
  type Rules,
} from './reading.ts'

/** Bundles, parameters, documents, lists and catalogues. */
const has_any_value = has_choice('value')
const entries = (bundle: Json): readonly Json[] => list_at(bundle, 'entry')
const is_of = (it: Json, ...types: string[]): boolean => types.includes(printed(it['type']))

const versioned_url = (entry: Json): string => {
  const meta = object_at(object_at(entry, 'resource') ?? {}, 'meta') ?? {}
  return `${printed(entry['fullUrl'])} ${printed(meta['versionId'] ?? '')}`
}
const first_is = (bundle: Json, type: string): boolean =>
  object_at(entries(bundle)[0] ?? {}, 'resource')?.['resourceType'] === type
const all_have = (bundle: Json, name: string, wanted: boolean): boolean =>
  entries(bundle).every((entry) => (entry[name] !== undefined) === wanted)

const bundle_rules = [
  rule('bdl-1', 'total chỉ có ở searchset và history', (it) => !has('total')(it) || is_of(it, 'searchset', 'history')),
  rule('bdl-2', 'entry.search chỉ có ở searchset', (it) => is_of(it, 'searchset') || all_have(it, 'search', false)),
  rule('bdl-3', 'Mỗi entry của batch, transaction, history cần request; loại khác không có', (it) =>
    all_have(it, 'request', is_of(it, 'batch', 'transaction', 'history')),
  ),
  rule('bdl-4', 'Mỗi entry của batch-response, transaction-response, history cần response; loại khác không có', (it) =>
    all_have(it, 'response', is_of(it, 'batch-response', 'transaction-response', 'history')),
  ),
  rule(
    'bdl-7',
    'fullUrl không được lặp lại',
    (it) =>
      is_of(it, 'history') ||
      are_distinct(
        entries(it)
          .filter((entry) => entry['fullUrl'] !== undefined)
          .map(versioned_url),
      ),
  ),
  rule('bdl-9', 'document cần identifier có system và value', (it) => {
    const identifier = object_at(it, 'identifier') ?? {}
    return !is_of(it, 'document') || (has('system')(identifier) && has('value')(identifier))
  }),
  rule('bdl-10', 'document cần timestamp', (it) => !is_of(it, 'document') || it['timestamp'] !== undefined),
  rule(
    'bdl-11',
    'entry đầu của document phải là Composition',
    (it) => !is_of(it, 'document') || first_is(it, 'Composition'),
  ),
  rule(
    'bdl-12',
    'entry đầu của message phải là MessageHeader',
    (it) => !is_of(it, 'message') || first_is(it, 'MessageHeader'),
  ),
]

const parameter_holds = (it: Json): boolean => {
  const given = [it['part'] !== undefined, has_any_value(it), it['resource'] !== undefined]
  return given.filter(Boolean).length === 1
}

const all_codes = (concepts: readonly Json[]): unknown[] =>
  concepts.flatMap((concept) => [concept['code'], ...all_codes(list_at(concept, 'concept'))])

const strata_of = (report: Json): Json[] =>
  list_at(report, 'group')
    .flatMap((group) => list_at(group, 'stratifier'))
    .flatMap((stratifier) => list_at(stratifier, 'stratum'))

export const document_rules: Rules = {
  Bundle: bundle_rules,
  'Bundle.entry': [
    rule('bdl-5', 'entry cần resource, request hoặc response', some('resource', 'request', 'response')),
    rule(
      'bdl-8',
      'fullUrl không mang phiên bản (/_history/)',
      (it) => !printed(it['fullUrl'] ?? '').includes('/_history/'),
    ),
  ],
  'Parameters.parameter': [rule('inv-1', 'Mỗi tham số có đúng một trong value, resource, part', parameter_holds)],
  'Composition.section': [
    rule('cmp-1', 'Mục cần text, entry hoặc mục con', some('text', 'entry', 'section')),
    rule('cmp-2', 'emptyReason chỉ dùng khi mục không có entry', not_both('emptyReason', 'entry')),
  ],
  List: [
    rule('lst-1', 'emptyReason chỉ dùng khi danh sách trống', not_both('emptyReason', 'entry')),
    rule(
      'lst-2',
      'entry.deleted chỉ dùng khi mode là changes',
      (it) => it['mode'] === 'changes' || !list_at(it, 'entry').some(has('deleted')),
    ),
    rule(
      'lst-3',
      'entry.date chỉ dùng khi mode là working',
      (it) => it['mode'] === 'working' || !list_at(it, 'entry').some(has('date')),
    ),
  ],
  CodeSystem: [rule('csd-1', 'Mã không được lặp lại', (it) => are_distinct(all_codes(list_at(it, 'concept'))))],
  'ConceptMap.group.element.target': [
    rule(
      'cmd-1',
      'narrower và inexact cần comment',
      (it) => has('comment')(it) || !['narrower', 'inexact'].includes(printed(it['equivalence'])),
    ),
  ],
  'ConceptMap.group.unmapped': [
    rule('cmd-2', 'mode fixed cần code', (it) => it['mode'] !== 'fixed' || has('code')(it)),
    rule('cmd-3', 'mode other-map cần url', (it) => it['mode'] !== 'other-map' || has('url')(it)),
  ],
  'ValueSet.compose.include': [
    rule('vsd-1', 'Cần system hoặc valueSet', some('valueSet', 'system')),
    rule(
      'vsd-2',
      'Có concept hay filter thì cần system',
      (it) => !(it['concept'] !== undefined || it['filter'] !== undefined) || has('system')(it),
    ),
    rule('vsd-3', 'Chỉ dùng một trong concept, filter', not_both('concept', 'filter')),
  ],
  'ValueSet.expansion.contains': [
    rule('vsd-6', 'Cần code hoặc display', some('code', 'display')),
    rule('vsd-9', 'Không có code thì phải abstract', (it) => has('code')(it) || it['abstract'] === true),
    rule('vsd-10', 'Có code thì cần system', needs('code', 'system')),
  ],
  MeasureReport: [
    rule('mrp-1', 'data-collection không có group', (it) => !is_of(it, 'data-collection') || it['group'] === undefined),
    rule('mrp-2', 'stratum có đúng một trong value, component', (it) =>
      strata_of(it).every(exactly_one('value', 'component')),
    ),
  ],
  NamingSystem: [
    rule(
      'nsd-1',
      'kind root không có định danh uuid',
      (it) => it['kind'] !== 'root' || !list_at(it, 'uniqueId').some((one) => one['type'] === 'uuid'),
    ),
    rule('nsd-2', 'Mỗi loại chỉ một định danh ưu tiên', (it) =>
      are_distinct(
        list_at(it, 'uniqueId')
          .filter((one) => one['preferred'] === true)
          .map((one) => one['type']),
      ),
    ),
  ],
  'OperationDefinition.parameter': [
    rule('opd-1', 'Cần type hoặc part', some('type', 'part')),
    rule('opd-2', 'searchType chỉ dùng với type string', (it) => !has('searchType')(it) || it['type'] === 'string'),
    rule(
      'opd-3',
      'targetProfile chỉ dùng với Reference, canonical',
      (it) => !has('targetProfile')(it) || is_of(it, 'Reference', 'canonical'),
    ),
  ],
  SearchParameter: [
    rule('spd-1', 'Có xpath thì cần xpathUsage', needs('xpath', 'xpathUsage')),
    rule('spd-2', 'chain chỉ dùng khi type là reference', (it) => !has('chain')(it) || is_of(it, 'reference')),
  ],
}
