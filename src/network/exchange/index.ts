export { start_exchange, type Exchange, type ExchangeOptions } from './pump.ts'
export type { Answered, Arrived, ExchangeRooms, Progressed } from './office.ts'
export { post_submission, type PostWish } from './post-submission.ts'
export { find_sent, type Sent } from './find-sent.ts'
export { find_link, put_link, set_link_on, type HubLink, type NewLink } from './link.ts'
export { make_link_key } from './link-key.ts'
export { list_facilities } from './directory.ts'
export { count_exchange, letters_of_patient, list_incoming, list_outgoing } from './list-letters.ts'
export { get_letter_part, view_incoming } from './view-incoming.ts'
export {
  accept_incoming,
  arrive_incoming,
  decline_incoming,
  match_incoming,
  register_incoming,
} from './answer-incoming.ts'
export { retry_outgoing, view_outgoing, withdraw_outgoing } from './view-outgoing.ts'
export { arriving_shape, declining_shape, matching_shape } from './shapes.ts'
export { received_among, states_of_outgoing } from './outgoing-states.ts'
export { open_hubs, outcome_words, HubRefuses, type Hub } from './hub-client.ts'
export { HubAway, HubForbids } from './hub-faults.ts'
export { fetch_trust } from './trust.ts'
export { read_letter } from './read-sections.ts'
export { name_facilities } from './lines.ts'
