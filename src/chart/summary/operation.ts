import { fail } from '../../base/outcome/index.ts'
import {
  read_parameters,
  resource_of,
  successor_of,
  type Need,
  type Operation,
  type OperationCall,
} from '../../platform/records/index.ts'
import { object_of, text_of } from '../../standards/fhir/index.ts'
import { fact_types } from '../../standards/ips/index.ts'
import { gather_summary } from './gather.ts'

const ips_profile = 'http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips'
const known = ['identifier', 'profile', '_format']

type Asked = { identifier: string | undefined; profile: string | undefined }

const read_query = (query: URLSearchParams): Asked => {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw fail.unsupported_parameter(name)
    if (query.getAll(name).length > 1) throw fail.invalid(`Chỉ được một tham số “${name}”`, name)
  }
  return { identifier: query.get('identifier') ?? undefined, profile: query.get('profile') ?? undefined }
}

const read_body = (body: unknown): Asked => {
  const given = read_parameters(body, known)
  const number = object_of(given.one('identifier')?.['valueIdentifier'])
  const [system, value] = [text_of(number?.['system']), text_of(number?.['value'])]
  const token = number ? [system, value].filter(Boolean).join('|') : given.text('identifier')
  return { identifier: token, profile: given.text('profile') }
}

const read_asked = ({ id, query, body }: OperationCall): Asked => {
  const [of_query, of_body] = [read_query(query), body === undefined ? undefined : read_body(body)]
  const profile = of_body?.profile ?? of_query.profile
  if (profile !== undefined && profile.split('|')[0] !== ips_profile)
    throw fail.not_supported(`Chỉ lập được bản tóm tắt theo ${ips_profile}`, 'profile')
  const identifier = of_body?.identifier ?? of_query.identifier
  if (id !== '' && identifier !== undefined)
    throw fail.invalid('“identifier” chỉ dùng khi hỏi Patient/$summary, không có mã hồ sơ', 'identifier')
  return { identifier, profile }
}

/** The one standing chart that carries the number. */
const find_patient = async ({ store, caller }: OperationCall, identifier: string | undefined): Promise<string> => {
  if (identifier === undefined) throw fail.invalid('Thiếu “identifier” (hệ thống|số) của người bệnh', 'identifier')
  const query = new URLSearchParams({ identifier, _count: '20' })
  const { entries } = await store.search(caller, 'Patient', query)
  const standing = entries.filter((stored) => !successor_of(resource_of(stored)))
  const [found] = standing
  if (!found) throw fail.not_found('Không có người bệnh nào mang số này tại cơ sở')
  if (standing.length > 1) throw fail.rule('Nhiều hồ sơ mang số này; hãy hỏi theo mã hồ sơ', 'identifier')
  return found.id
}

/** All that a summary is made of; without an id, of everybody. */
const needs = ({ id }: Pick<OperationCall, 'id'>): Need[] =>
  ['Patient', ...fact_types].flatMap((type) =>
    (['r', 's'] as const).map((right) => ({ right, type, ...(id === '' ? {} : { patient: id }) })),
  )

/** Patient/$summary (HL7 IPS 1.1, OperationDefinition/summary): of one chart, or of who carries a number. */
export const summary: Operation = {
  name: '$summary',
  definition: 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary',
  on: ['type', 'instance'],
  types: ['Patient'],
  needs,
  async run(call) {
    const { store, caller, base, scopes } = call
    const { identifier } = read_asked(call)
    const id = call.id === '' ? await find_patient(call, identifier) : call.id
    const act = { interaction: '$summary', type: 'Patient', ref: `Patient/${id}/$summary`, patient: id }
    return store.look(caller, act, async (sql) => {
      const document = await gather_summary(sql, { facility: caller.facility, scopes }, id, base)
      return { text: JSON.stringify(document) }
    })
  },
}
