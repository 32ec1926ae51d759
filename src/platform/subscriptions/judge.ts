import { resource_of, type Stored } from '../records/index.ts'
import { compile_fhirpath, plain_copy, type Expression } from '../../standards/fhirpath/index.ts'
import type { Interaction, Topic } from './topics.ts'

/** A version that came into being, and the state it followed. */
export type Change = { before: Stored | undefined; after: Stored }

/** A version that follows a deletion brings the resource back: to whoever listens it is new. */
export const interaction_of = ({ before, after }: Change): Interaction => {
  if (after.deleted) return 'delete'
  return before === undefined || before.deleted ? 'create' : 'update'
}

const rules = new Map<string, Expression>()
const rule_of = (text: string): Expression => {
  let rule = rules.get(text)
  if (!rule) rules.set(text, (rule = compile_fhirpath(text, { variables: ['previous', 'current'] })))
  return rule
}

const plain = (state: Stored | undefined): unknown =>
  state === undefined || state.deleted ? [] : plain_copy(resource_of(state))

/** Whether the change is one that the topic tells of, whoever asks. */
export const is_told_by = (topic: Topic, change: Change): boolean => {
  if (change.after.type !== topic.type || !topic.interactions.includes(interaction_of(change))) return false
  if (topic.rule === undefined) return true
  const variables = { previous: plain(change.before), current: plain(change.after) }
  return rule_of(topic.rule).evaluate({}, variables)[0] === true
}
