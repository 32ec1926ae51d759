export { visit_guard } from './publish/visit-guard.ts'
export { visit_maker, names_of_labels } from './publish/publish-visit.ts'
export { start_publisher, publisher_caller, type Publisher, type PublisherOptions } from './publish/publisher.ts'
export type { Made, Maker } from './publish/publication.ts'
export { put_due, type Due } from './publish/queue.ts'
export { make_parts } from './publish/parts.ts'
export { seal_paper, facility_slot, type Sealer } from './publish/seal-paper.ts'
export { gender_words } from './publish/book.ts'
export { carried_by, custodian_of } from './publish/gather-visit.ts'
export { icd_codes } from './publish/sensitive.ts'
export { queue_ended } from './publish/sweep.ts'
export {
  bhyt_gateway,
  profile_of_portal,
  type Portal,
  type PortalAnswer,
  type PortalEnvelope,
  type PortalSettings,
} from './portal/gateway.ts'
export { send_national, type OpenPortal } from './portal/send-national.ts'
export { find_portal } from './portal/find-portal.ts'
export { knock_portal, put_portal, remove_portal, send_refused_again, view_portal } from './portal/setting.ts'
export { list_national } from './portal/list-visits.ts'
export { make_national_again, write_portal_word } from './portal/settle-by-hand.ts'
export { note_seen, view_seen } from './portal/seen-on-phone.ts'
export { find_publication, publication_about, release_publication } from './publish/list-publications.ts'
export { view_timeline, ask_hub } from './timeline/view-timeline.ts'
export { close_basis, open_basis, say_line, take_back, tell_ended_of } from './timeline/open-basis.ts'
export {
  open_paper,
  read_whose_paper,
  say_closed,
  show_paper,
  type Opened,
  type OpeningAid,
} from './timeline/open-paper.ts'
export { ask_papers, numbers_of, type Page, type Paper } from './timeline/hub-papers.ts'
export { list_bases } from './timeline/bases.ts'
export { confirm_request, get_request_paper, send_code_again, take_request } from './timeline/requests.ts'
export { gather_request_sheet, print_request_sheet } from './timeline/request-sheet.ts'
export { view_request_text } from './timeline/request-text.ts'
export {
  find_sms,
  otp_by_gateway,
  put_sms,
  remove_sms,
  try_sms,
  view_sms,
  type OpenSms,
} from './messages/sms-setting.ts'
export { http_sms, type SmsGateway } from './messages/sms.ts'
export { note_repeat } from './timeline/repeats.ts'
export { demo_otp, no_otp, type OtpMessage, type OtpSender } from './timeline/otp.ts'
export { find_hub, type BookOffice } from './timeline/office.ts'
export {
  basis_shape,
  code_shape,
  phone_shape,
  portal_shape,
  portal_word_shape,
  reason_shape,
  request_shape,
  seen_shape,
  sms_shape,
} from './shapes.ts'
