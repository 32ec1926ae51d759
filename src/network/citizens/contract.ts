/** What the desk for persons sends to the hub's screens: numbers, names and envelopes, never a paper. */

export type HeldPerson = {
  person: string
  id: string
  kind: 'number-of-another' | 'numbers-of-several' | 'likely-double'
  candidates: string[]
  /** Why, in Vietnamese. */
  says: string[]
  facility: string
  held_at: string
}

export type PersonNumber = { system: string; value: string; facility: string; stands: boolean }

/** A line of the directory of persons. */
export type PersonFacts = {
  id: string
  names: string[]
  birth_date?: string
  gender?: string
  identifiers: PersonNumber[]
  phones: string[]
  kin: string[]
  city?: string
  state?: string
  deceased?: string
  /** Who told of the death, by facility; '' of before the tellers were kept. */
  deaths?: Record<string, string>
  updated_at: string
}

export type PersonDecision = 'same' | 'different' | 'number-moves'

export type Party = { code: string; name: string }

/** One line of the directory as it was told, whether it stands or points to another. */
export type PersonLine = PersonFacts & {
  merged_into: string | null
  /** Who told of her first, and when. */
  teller: Party
  told_at: string
  /** Who told of which number. */
  numbers: { system: string; value: string; facility: Party; stands: boolean }[]
  /** How many papers each house sent under this line. */
  papers: { sender: Party; count: number; latest: string }[]
}

export type PersonMerge = {
  source: string
  target: string
  reason: string
  made_by_name: string
  made_at: string
  undone_by_name: string | null
  undone_at: string | null
  undo_reason: string | null
}

/** A person with every line that is she: the one that stands first. */
export type Lineage = { lines: PersonLine[]; merges: PersonMerge[] }

/** POST /api/citizens/find — by one exact number; of a facility's own codes with the facility. */
export type FindWish = { number: string; facility?: string; reason: string }
/** `persons`: whose the number is, then who was told with it while it is another's. Empty: nobody. */
export type FoundPersons = { persons: Lineage[] }

/** Of whom something is that came while two lay as one. */
export type PartingSide = 'source' | 'target' | 'unclear'

/** GET /api/citizens/:person/parting — what has to be decided before a merge is undone. */
export type Parting = {
  source: PersonLine
  target: PersonLine
  /** When they became one. */
  since: string
  papers: {
    number: number
    at: string
    kind: string
    sender: Party
    recipients: Party[]
    named: { name: string; birth_date: string }
    side: PartingSide
  }[]
  /** Numbers told in that time; they stand at the target. */
  numbers: { system: string; value: string; facility: Party; at: string; side: PartingSide }[]
  /** What else the target learnt in that time. */
  learnt: { field: LearntField; value: string }[]
  /** Who could look at the papers of both. `ends`: its basis was written in that time and ends with the parting. */
  looks: {
    house: Party
    actor: string
    basis: string
    reason: string
    at: string
    until: string
    fetched: number
    ends: boolean
  }[]
}
export type LearntField = 'names' | 'birth_date' | 'gender' | 'phones' | 'kin' | 'address' | 'deceased'

/** POST /api/citizens/unmerge. Every paper of the time of the merge is named on one of the two sides. */
export type PartingWish = {
  source: string
  reason: string
  /** Papers that go with the source, and those that stay. */
  goes?: number[]
  stays?: number[]
  /** Numbers that go with the source; the others stay. */
  numbers?: { system: string; value: string }[]
  /** The target's names, telephones … become again what they were before the merge. */
  forgets?: boolean
}
/** Houses to be told: they could look while two lay as one. */
export type Parted = { houses: Party[]; ended: number }
