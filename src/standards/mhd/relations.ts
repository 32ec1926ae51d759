import type { PartKind } from '../documents/index.ts'
import type { Relation } from './describe.ts'
import { urn_system } from './names.ts'

/** An older document that only its identity is known of. */
export const older_document = (identity: string) => ({
  type: 'DocumentReference',
  identifier: { system: urn_system, value: identity },
})

/**
 * How the parts of a submission hang together (decision 0024): data tells what the paper tells, the seal is over the data
 * (or over what is encrypted), the document takes the place of an older one.
 */
export const relations_of = (
  parts: readonly { kind: PartKind }[],
  at: number,
  { name_of, replaces }: { name_of: (part: number) => string; replaces?: string | undefined },
): Relation[] => {
  const to = (code: Relation['code'], target: number): Relation[] =>
    target >= 0 && target !== at ? [{ code, target: { reference: name_of(target) } }] : []
  const where = (kind: PartKind) => parts.findIndex((part) => part.kind === kind)
  const kind = parts[at]?.kind
  const older: Relation[] = at === 0 && replaces ? [{ code: 'replaces', target: older_document(replaces) }] : []
  if (kind === 'seal') return to('signs', [where('fhir'), where('encrypted'), 0].find((one) => one >= 0) ?? 0)
  return at === 0 ? older : to('transforms', 0)
}
