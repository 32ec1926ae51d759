import { identifier_system } from '../../standards/fhir/index.ts'
import type { Practitioner } from './practitioners.ts'

type Shown = Record<string, unknown>

const id_of = (one: Practitioner): string => `${one.facility}-${one.id}`

export const to_practitioner = (one: Practitioner): Shown => ({
  resourceType: 'Practitioner',
  id: id_of(one),
  meta: { lastUpdated: one.updated_at.toISOString() },
  identifier: [
    ...(one.licence ? [{ system: identifier_system.cchn, value: one.licence }] : []),
    { system: `${identifier_system.practitioner_code}/${one.facility}`, value: one.id },
  ],
  active: one.active,
  name: [{ text: one.name, ...(one.title ? { prefix: [one.title] } : {}) }],
  // The licence and what it allows (Luật KCB 2023 Điều 27: phạm vi hành nghề).
  ...(one.licence || one.scope
    ? {
        qualification: [
          {
            ...(one.licence ? { identifier: [{ system: identifier_system.cchn, value: one.licence }] } : {}),
            code: { text: one.scope || 'Giấy phép hành nghề' },
          },
        ],
      }
    : {}),
})

export const to_role = (one: Practitioner): Shown => ({
  resourceType: 'PractitionerRole',
  id: id_of(one),
  meta: { lastUpdated: one.updated_at.toISOString() },
  active: one.active,
  practitioner: { reference: `Practitioner/${id_of(one)}`, display: one.name },
  organization: { reference: `Organization/${one.facility}` },
  location: [{ reference: `Location/${one.facility}` }],
  ...(one.scope ? { specialty: [{ text: one.scope }] } : {}),
})
