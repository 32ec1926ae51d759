import { say_day, say_number } from '../../board/web/figures.ts'
import type { AreaLine, FacilityCard, FacilityState } from '../contract.ts'
import type { RegisterWords } from './register-words.ts'
import type { use_words } from './words.ts'

export type Change = { day: string; what: string[]; source: string; by: string }
type Words = { register: RegisterWords; room: ReturnType<typeof use_words>; areas: AreaLine[] }

const nothing = '–'

/** A state as label and value, in the order a person reads it. */
export const state_facts = (state: FacilityState, { register, room, areas }: Words): [string, string][] => [
  [register.sort, room.sorts[state.sort] ?? state.sort],
  [register.ownership, room.ownership[state.ownership] ?? state.ownership],
  [register.level_label, state.level ?? ''],
  [register.rank, state.rank ?? ''],
  [register.beds, state.beds === null ? '' : say_number(state.beds)],
  [register.area, areas.find(({ id }) => id === state.area)?.name ?? state.area ?? ''],
  [register.gln, state.codes['gln'] ?? ''],
  [register.tax, state.codes['tax'] ?? ''],
  [register.budget_code, state.codes['budget'] ?? ''],
  [
    register.contact,
    state.contacts
      .map(({ name, role, phone, email }) => [name, role, phone, email].filter(Boolean).join(', '))
      .join('; '),
  ],
]

const differences = (before: FacilityState | undefined, state: FacilityState, words: Words): string[] => {
  const facts = state_facts(state, words)
  if (!before)
    return [
      words.register.began,
      ...facts.filter(([, value]) => value !== '').map(([what, value]) => `${what} ${value}`),
    ]
  const earlier = new Map(state_facts(before, words))
  const changed = facts.filter(([what, value]) => earlier.get(what) !== value)
  if (changed.length === 0) return [words.register.corrected]
  return changed.map(([what, value]) => words.register.from_to(what, earlier.get(what) || nothing, value || nothing))
}

/** What changed from which day, the latest first: its states, its names, its end. */
export const list_changes = (card: FacilityCard, words: Words): Change[] => {
  const states = card.states.map((state, i): Change => ({
    ...{ day: state.from_day, source: state.source, by: state.recorded_by },
    what: differences(card.states[i + 1], state, words),
  }))
  const names = card.names.map(({ name, until }, i): Change => ({
    ...{ day: until, source: '', by: '' },
    what: [words.register.renamed(name, card.names[i + 1]?.name ?? card.name)],
  }))
  const end: Change[] = card.valid_to
    ? [{ day: card.valid_to, what: [words.register.merged(card.successor ?? nothing)], source: '', by: '' }]
    : []
  return [...end, ...names, ...states].sort((a, b) => b.day.localeCompare(a.day))
}

export const say_ended = (card: FacilityCard, words: RegisterWords): string =>
  card.valid_to ? words.ended(say_day(card.valid_to), card.successor ?? '') : ''
