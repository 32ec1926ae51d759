/**
 * The table of Fellegi and Sunter. A pair of records that agrees so far is of one person, or of two strangers, or of two
 * people of one household, who share name, house, phone and kin without being one. Each line gives the chance of an
 * agreement among records of one person (m), among strangers (u), and in a household (h); it weighs log2(m/u) against
 * the one explanation and log2(m/h) against the other. m are shares of clerks' real kinds of error
 * (`bench/matching/errors.ts`); u follows from how many values there are; h from how Vietnamese families live and name.
 */
export type Weight = { stranger: number; household: number }

const weight = (m: number, u: number, h: number): Weight => ({
  stranger: Math.log2(m / u),
  household: Math.log2(m / h),
})
export const nothing: Weight = { stranger: 0, household: 0 }

export const add_up = (weights: Weight[]): Weight => ({
  stranger: weights.reduce((sum, one) => sum + one.stranger, 0),
  household: weights.reduce((sum, one) => sum + one.household, 0),
})

/** How often two of a household have this word alike: children bear the father's name, rarely a brother's. */
const in_household = { family: 0.55, middle: 0.3, given: 0.002 } as const
export type Role = keyof typeof in_household

/** A word of the name, against its share of the population (name-shares.ts). */
export const word_weights = {
  /** Written alike, marks included. */
  same: (share: number, role: Role) => weight(0.85, share, in_household[role]),
  /** One of the two lists has no marks at all: as many more strangers agree. */
  unmarked: (share: number, role: Role) => weight(0.9, share * 1.5, in_household[role] * 1.2),
  /** Other marks on the same letters: a slip, or Hương and Hường, as sisters are called. */
  marks: (share: number, _role: Role) => weight(0.04, share, 0.03),
  /** Heard alike in some region. */
  sound: (share: number, _role: Role) => weight(0.03, share, 0.02),
  /** One slip of the finger; every word has several such neighbours among the names. */
  slip: (share: number, _role: Role) => weight(0.05, share * 4, 0.06),
  /** One of the two is only a first letter. */
  initial: (_share: number, _role: Role) => weight(0.015, 0.02, 0.02),
} as const

/** Nothing in common. A person hardly ever goes by another given or family name; middle names are left out and mixed up. */
export const word_differs: Record<Role, Weight> = {
  family: weight(0.006, 0.85, 0.45),
  middle: weight(0.04, 0.85, 0.65),
  given: weight(0.01, 0.95, 0.9),
}
/** A middle name that only one of the two has: clerks leave it out about as often as people have none. */
export const middle_missing = weight(0.06, 0.1, 0.1)
/** Words in another order (passports, imported lists): as many more strangers agree by chance. */
export const reordered = weight(0.02, 0.08, 0.08)

/** Some 70 years of 365 days, fewer because births crowd. */
const one_day = 1 / 22_000
export const birth_weights = {
  /** In a household: twins. */
  same_day: weight(0.8, one_day, 0.01),
  /** 01/01 is what is written when only the year is known. */
  same_first_of_january: weight(0.05, 1 / 1_500, 1 / 500),
  /** Day and month exchanged: 03/12 and 12/03. */
  exchanged: weight(0.02, one_day, one_day * 2),
  /** One figure wrong, or two neighbours turned round: about forty dates lie as near. */
  one_slip: weight(0.03, one_day * 40, one_day * 60),
  same_month: weight(0.02, 1 / 840, 1 / 300),
  /** One of the two knows the year only, or both. */
  same_year: weight(0.12, 1 / 450, 1 / 250),
  /** Both know the day and only the year agrees. */
  same_year_other_day: weight(0.008, 1 / 70, 1 / 40),
  /** The same day a year off: age counted in the Vietnamese way (tuổi mụ), or a slip. */
  year_beside_same_day: weight(0.02, one_day * 2, one_day * 3),
  /** Years beside each other, no days known. */
  year_beside: weight(0.004, 2 / 450, 1 / 120),
  differs: weight(0.012, 0.96, 0.93),
} as const

export const gender_weights = { same: weight(0.99, 0.5, 0.5), differs: weight(0.01, 0.5, 0.5) } as const

/** A number is one person's; in a household cards are lent, and the mother's number typed on the child's chart. */
export const number_weights = {
  cccd: { same: weight(0.9, 1e-8, 2e-3), slip: weight(0.03, 1e-6, 1e-4), differs: weight(0.012, 1, 1) },
  cmnd: { same: weight(0.9, 1e-7, 1e-3), slip: weight(0.04, 1e-5, 1e-4), differs: weight(0.06, 1, 1) },
  passport: { same: weight(0.6, 1e-7, 1e-3), slip: weight(0.02, 1e-5, 1e-3), differs: weight(0.4, 1, 1) },
  bhyt: { same: weight(0.9, 1e-7, 5e-3), slip: weight(0.03, 1e-5, 1e-3), differs: weight(0.08, 1, 1) },
  other: { same: weight(0.9, 1e-6, 1e-2), slip: nothing, differs: nothing },
} as const

export const phone_weights = { same: weight(0.65, 1 / 300_000, 0.55), differs: weight(0.35, 1, 0.45) } as const

/** A facility's people come from some thirty wards. */
export const address_weights = {
  ward_same: weight(0.85, 0.05, 0.97),
  ward_differs: weight(0.13, 0.85, 0.03),
  province_differs: weight(0.02, 0.12, 0.01),
  hamlet_same: weight(0.95, 0.1, 0.99),
  hamlet_differs: weight(0.05, 0.9, 0.01),
  line_same: weight(0.9, 0.006, 0.98),
  line_differs: weight(0.1, 1, 0.02),
} as const

export const kin_weights = { same: weight(0.5, 1 / 8_000, 0.4), differs: weight(0.45, 1, 0.55) } as const
export const mother_weights = { same: weight(0.95, 1 / 100_000, 0.7), differs: weight(0.01, 1, 0.3) } as const
