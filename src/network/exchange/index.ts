export { person_guard } from './person-news.ts'
export { scan_parts } from './scan-parts.ts'
export { start_exchange, type Exchange, type ExchangeOptions } from './pump.ts'
export type { Answered, Arrived, ExchangeRooms, Matched, Progressed } from './office.ts'
export { post_submission, type PostWish } from './post-submission.ts'
export { find_rulings } from './hub-matrix.ts'
export { find_sent, type Sent } from './find-sent.ts'
export { make_encryption_key } from './encryption-keys.ts'
export { hand_over_keys, take_over_keys, type HandedKeys } from './hand-over-keys.ts'
export {
  find_link,
  put_link,
  set_link_encrypts,
  set_link_on,
  set_link_tls,
  type HubLink,
  type LinkTls,
  type NewLink,
} from './link.ts'
export { make_link_key } from './link-key.ts'
export { algorithm_of } from './hub-token.ts'
export { list_facilities, list_pharmacies } from './directory.ts'
export {
  answer_received,
  find_posted,
  find_received,
  type AnswerOfRoom,
  type DeliveryOf,
  type Received,
} from './received.ts'
export { count_exchange, list_incoming, list_outgoing } from './list-letters.ts'
export { get_letter_part, view_incoming } from './view-incoming.ts'
export { view_foreign_stay } from './view-foreign-stay.ts'
export { letter_chain, type LetterVersion } from './letter-chain.ts'
export { papers_of_stay, type StayPaper } from './papers-of-stay.ts'
export { list_disclosed } from './list-disclosed.ts'
export { open_packaged } from './open-packaged.ts'
export {
  accept_incoming,
  arrive_incoming,
  confirm_sender,
  decline_incoming,
  finish_incoming,
  match_incoming,
  put_back_incoming,
  register_incoming,
} from './answer-incoming.ts'
export {
  confirm_house_trust,
  put_encryption,
  renew_own_key,
  show_key_again,
  tell_untaken_again,
  view_link_settings,
} from './link-settings.ts'
export { retry_outgoing, view_outgoing, withdraw_outgoing } from './view-outgoing.ts'
export {
  accepting_shape,
  arriving_shape,
  confirming_shape,
  declining_shape,
  encrypting_shape,
  matching_shape,
} from './shapes.ts'
export { received_among, states_of_outgoing } from './outgoing-states.ts'
export { open_hubs, outcome_words, HubRefuses, type Hub } from './hub-client.ts'
export { HubAway, HubForbids } from './hub-faults.ts'
export { confirm_trust, list_trust_changes } from './trust-pins.ts'
export { fetch_trust } from './trust.ts'
export { is_for_others, open_closed } from './open-closed.ts'
export { read_letter } from './read-sections.ts'
export { name_facilities } from './lines.ts'
export { start_lapsing, type Lapsing } from './lapse-letters.ts'
export { list_changed } from './list-changed.ts'
export { changed_csv, changed_xlsx } from './changed-sheet.ts'
export { open_key_ring, type HubKeys } from './receipts.ts'
