export type NumberKind = 'licence' | 'personal-id' | 'bhxh-signer' | 'prescription-code' | 'certificate' | 'name'

/**
 * shared: one number, two people · named-otherwise: two places name its holder differently · malformed: no such number can be ·
 * idle: kept for somebody who does not work here with it any more · missing.
 */
export type Contradiction = {
  what: 'shared' | 'named-otherwise' | 'malformed' | 'idle' | 'missing'
  of: NumberKind
  /** A personal ID only by its last four digits. */
  value: string
  people: { id: string; name: string }[]
  /** In Vietnamese: what is wrong, and who can put it right where. */
  says: string
}

/** GET /api/practitioner-checks — the gravest first */
export type PractitionerChecks = { compared: number; contradictions: Contradiction[] }
