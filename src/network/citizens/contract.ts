/** What the tray of held persons sends to the hub's screens. */

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
