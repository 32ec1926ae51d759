import type { Caller } from '../../platform/audit/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import type { MovedFact } from './merge-log.ts'

const words = {
  merge: { display: 'Merge Record Lifecycle Event', text: 'Gộp hồ sơ' },
  unmerge: { display: 'Unmerge Record Lifecycle Event', text: 'Tách hồ sơ đã gộp' },
} as const

/** Versions this made, who made them and why (R6 Patient-merge: a Provenance that links all that was updated). */
export const merge_provenance = (
  caller: Caller,
  id: string,
  act: { kind: keyof typeof words; reason: string; at: Date; made: MovedFact[] },
): Resource => ({
  resourceType: 'Provenance',
  id,
  target: act.made.map(({ type, id: of, version }) => ({ reference: `${type}/${of}/_history/${version}` })),
  occurredDateTime: act.at.toISOString(),
  recorded: act.at.toISOString(),
  reason: [
    {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'PATADMIN' }],
      text: act.reason,
    },
  ],
  activity: {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
        code: act.kind,
        display: words[act.kind].display,
      },
    ],
    text: words[act.kind].text,
  },
  agent: [
    {
      type: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'performer' }],
      },
      who:
        caller.actor.kind === 'user'
          ? { reference: `Practitioner/${caller.actor.id}`, display: caller.actor.name }
          : { identifier: { value: caller.actor.id }, display: caller.actor.name },
    },
  ],
})
