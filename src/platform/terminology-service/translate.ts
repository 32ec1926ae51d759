import { fail } from '../../base/outcome/index.ts'
import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import {
  is_translation,
  read_concept_map,
  translate as translate_by,
  type ConceptMap,
  type Dependency,
  type Match,
} from '../../standards/fhir-terminology/index.ts'
import { join_canonical, split_canonical } from './canonical.ts'
import { refuse_unless_one, unknown_definition, type Question, type Terminology } from './operation.ts'
import { parameters_of, type Answer, type AskedCoding } from './parameters.ts'

const asked_codings = ({ asked }: Question): AskedCoding[] => {
  const [code, coding, codings] = [asked.text('code'), asked.coding('coding'), asked.codings('codeableConcept')]
  refuse_unless_one(['code', 'coding', 'codeableConcept'], [code, coding, codings])
  const all = code === undefined ? (codings ?? (coding ? [coding] : [])) : [plain(code, asked.text('system'))]
  for (const one of all)
    if (one.system === undefined || one.code === undefined)
      throw fail.invalid('Mỗi mã cần đi cùng hệ mã của nó (system)', 'system')
  return all
}
const plain = (code: string, system: string | undefined): AskedCoding => ({
  ...{ code, system, version: undefined, display: undefined },
})

/** The dependency parts: an element and the value that stands there, as a code or as text. */
const read_dependencies = ({ asked }: Question): Dependency[] =>
  asked.parts('dependency').flatMap((parts) => {
    const element = text_of(parts.find((one) => one['name'] === 'element')?.['valueUri'])
    const concept = object_of(parts.find((one) => one['name'] === 'concept')?.['valueCodeableConcept'])
    if (element === undefined || !concept) throw fail.invalid('“dependency” cần element và concept', 'dependency')
    const values = [...list_of(concept['coding']).map((one) => text_of(one['code'])), text_of(concept['text'])]
    return values.flatMap((value) => (value === undefined ? [] : [{ property: element, value }]))
  })

const is_of_set = (set: string | undefined, wanted: string | undefined): boolean =>
  wanted === undefined || (set !== undefined && split_canonical(set)[0] === split_canonical(wanted)[0])

/** The maps that may answer: the one that is named, or all that begin at the code's system. */
const maps_for = async (question: Question, system: string): Promise<ConceptMap[]> => {
  const { call, asked, shelf } = question
  const url = asked.text('url')
  const sent = asked.resource('conceptMap')
  if (call.id !== '') {
    const own = await shelf.concept_map_by_id(call.id)
    if (!own) throw unknown_definition('bảng đối chiếu', 'id', call.id)
    return [own]
  }
  if (sent) {
    if (sent['resourceType'] !== 'ConceptMap') throw fail.invalid('“conceptMap” phải là một ConceptMap', 'conceptMap')
    return [read_concept_map(sent)]
  }
  if (url !== undefined) {
    const canonical = join_canonical(url, asked.text('conceptMapVersion'))
    const found = await shelf.concept_map(canonical)
    if (!found) throw unknown_definition('bảng đối chiếu', 'url', canonical)
    return [found]
  }
  const is_reverse = asked.flag('reverse') === true
  const maps = await shelf.concept_maps(is_reverse ? 'target' : 'source', system)
  const [source, target] = [asked.text('source'), asked.text('target')]
  return maps.filter(
    (map) =>
      is_of_set(is_reverse ? map.target_set : map.source_set, source) &&
      is_of_set(is_reverse ? map.source_set : map.target_set, target),
  )
}

const product_part = ({ property, value, system }: Dependency): Answer => ({
  name: 'product',
  part: [
    { name: 'element', valueUri: property },
    { name: 'concept', valueCoding: { ...(system === undefined ? {} : { system }), code: value } },
  ],
})

const match_part = ({ equivalence, system, version, code, display, products, source }: Match): Answer => ({
  name: 'match',
  part: [
    { name: 'equivalence', valueCode: equivalence },
    ...(code === undefined
      ? []
      : [
          {
            name: 'concept',
            valueCoding: Object.fromEntries(
              Object.entries({ system, version, code, display }).filter(([, one]) => one !== undefined),
            ),
          },
        ]),
    ...products.map(product_part),
    ...(source === '' ? [] : [{ name: 'source', valueUri: source }]),
  ],
})

const message_of = (codings: readonly AskedCoding[], map_count: number): string => {
  const codes = codings.map((one) => `${one.code} (${one.system})`).join(', ')
  return map_count === 0
    ? `Không có bảng đối chiếu nào cho ${codes}`
    : `Các bảng đối chiếu không có mã tương ứng với ${codes}`
}

/** ConceptMap/$translate (R4 operation-conceptmap-translate). */
export const translate: Terminology = {
  name: '$translate',
  type: 'ConceptMap',
  definition: 'http://hl7.org/fhir/OperationDefinition/ConceptMap-translate',
  on: ['type', 'instance'],
  kinds: {
    ...{ url: 'text', conceptMap: 'resource', conceptMapVersion: 'text', code: 'text', system: 'text' },
    ...{ version: 'text', source: 'text', coding: 'coding', codeableConcept: 'concept', target: 'text' },
    ...{ targetsystem: 'text', dependency: 'part', reverse: 'flag' },
  },
  bare: { ConceptMap: 'conceptMap' },
  async answer(question) {
    const { asked, shelf } = question
    const codings = asked_codings(question)
    const dependencies = read_dependencies(question)
    const is_reverse = asked.flag('reverse') === true
    const matches: Match[] = []
    let map_count = 0
    for (const { system = '', code = '' } of codings) {
      const maps = await maps_for(question, system)
      map_count += maps.length
      const request = { system, code, target_system: asked.text('targetsystem'), dependencies, is_reverse }
      for (const map of maps) matches.push(...(await translate_by(map, request, shelf.concept_map)))
    }
    const result = matches.some(is_translation)
    return parameters_of([
      { name: 'result', valueBoolean: result },
      result ? undefined : { name: 'message', valueString: message_of(codings, map_count) },
      ...matches.map(match_part),
    ])
  },
}
