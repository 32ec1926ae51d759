import { resource_types, search_parameters_of } from '../../standards/fhir-search/index.ts'
import type { FhirFace } from './rest/routes.ts'

const common = [
  { name: '_id', type: 'token' },
  { name: '_lastUpdated', type: 'date' },
]

const interactions = [
  ...['read', 'vread', 'create', 'update', 'patch', 'delete', 'history-instance', 'history-type', 'search-type'],
].map((code) => ({ code }))

const parameters_of = (type: string) =>
  [...(search_parameters_of(type)?.values() ?? [])].map(({ name, kind }) => ({ name, type: kind }))

const references_of = (type: string): string[] =>
  [...(search_parameters_of(type)?.values() ?? [])]
    .filter((parameter) => parameter.kind === 'reference')
    .map((parameter) => `${type}:${parameter.name}`)

/** What a room says of itself in /metadata: of the whole, of how the server is reached, of a type. */
export type CapabilityAdditions = {
  instantiates: string[]
  rest: Record<string, unknown>
  types: Record<string, Record<string, unknown>>
}

const stored_type = (type: string, face: FhirFace): Record<string, unknown> => ({
  type,
  ...face.additions?.types[type],
  versioning: 'versioned-update',
  readHistory: true,
  updateCreate: true,
  conditionalCreate: true,
  conditionalRead: 'full-support',
  conditionalUpdate: true,
  conditionalDelete: 'single',
  interaction: interactions,
  searchInclude: ['*', ...references_of(type)],
  searchParam: [...common, ...parameters_of(type)],
  ...operations_of(face, (one) => one.types?.includes(type) ?? false),
})

const operations_of = (face: FhirFace, is_wanted: (one: FhirFace['operations'][number]) => boolean) => {
  const operation = face.operations
    .filter(is_wanted)
    .map(({ name, definition }) => ({ name: name.slice(1), definition }))
  return operation.length === 0 ? {} : { operation }
}

const made = new WeakMap<FhirFace, Record<string, unknown>>()

/** R4 CapabilityStatement made from the tables that serve: it cannot promise more than is there. */
export const capability_statement = (face: FhirFace): Record<string, unknown> => {
  const known = made.get(face)
  if (known) return known
  const own = new Set(face.read_only.map((one) => one.type))
  const statement = {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-21',
    kind: 'instance',
    ...(face.additions ? { instantiates: face.additions.instantiates } : {}),
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    software: { name: 'Bệnh Án Mở', version: '0.1.0' },
    implementation: { description: 'Bệnh Án Mở, cơ sở khám bệnh, chữa bệnh', url: face.base },
    rest: [
      {
        mode: 'server',
        ...face.additions?.rest,
        ...(face.security ? { security: face.security } : {}),
        interaction: [{ code: 'transaction' }, { code: 'batch' }, { code: 'history-system' }],
        resource: [
          ...[...resource_types].filter((type) => !own.has(type)).map((type) => stored_type(type, face)),
          ...face.read_only
            .filter(({ type }) => resource_types.has(type))
            .map(({ type, search_parameters: searchParam, conditional_update }) => ({
              ...{ type, searchParam },
              ...(conditional_update ? { conditionalUpdate: true } : {}),
              interaction: [
                ...[{ code: 'read' }, { code: 'search-type' }],
                ...(conditional_update ? [{ code: 'update' }] : []),
              ],
              ...operations_of(face, (one) => one.types?.includes(type) ?? false),
            })),
        ],
        ...operations_of(face, (one) => one.on.includes('system')),
      },
    ],
  }
  made.set(face, statement)
  return statement
}
