import { resource_types, search_parameters_of } from '../../standards/fhir-search/index.ts'

const common = [
  { name: '_id', type: 'token' },
  { name: '_lastUpdated', type: 'date' },
]

/** R4 CapabilityStatement made from the tables that serve: it cannot promise more than is there. */
export const capability_statement = (
  base: string,
  read_only: { type: string; search_parameters: { name: string; type: string }[] }[],
): Record<string, unknown> => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-11-21',
  kind: 'instance',
  fhirVersion: '4.0.1',
  format: ['json', 'application/fhir+json'],
  software: { name: 'Bệnh Án Mở', version: '0.1.0' },
  implementation: { description: 'Bệnh Án Mở, cơ sở khám bệnh, chữa bệnh', url: base },
  rest: [
    {
      mode: 'server',
      security: {
        cors: false,
        service: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'OAuth' }] },
        ],
        description: 'POST /oauth/token, client_credentials',
      },
      interaction: [{ code: 'transaction' }, { code: 'batch' }],
      resource: [
        ...[...resource_types].filter((type) => !read_only.some((one) => one.type === type)).map((type) => ({
          type,
          versioning: 'versioned-update',
          readHistory: true,
          updateCreate: true,
          conditionalCreate: false,
          conditionalRead: 'not-supported',
          conditionalUpdate: false,
          conditionalDelete: 'not-supported',
          interaction: ['read', 'vread', 'create', 'update', 'delete', 'history-instance', 'search-type'].map(
            (code) => ({ code }),
          ),
          searchParam: [
            ...common,
            ...[...(search_parameters_of(type)?.values() ?? [])].map(({ name, kind }) => ({ name, type: kind })),
          ],
        })),
        ...read_only.map(({ type, search_parameters: searchParam }) => ({
          type,
          searchParam,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
        })),
      ],
    },
  ],
})
