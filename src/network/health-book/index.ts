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
  http_portal,
  type Portal,
  type PortalAnswer,
  type PortalEnvelope,
  type PortalSettings,
} from './publish/portal.ts'
export { send_national, type OpenPortal } from './publish/national.ts'
export { knock_portal, put_portal, remove_portal, send_refused_again, view_portal } from './publish/portal-setting.ts'
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
export { confirm_request, get_request_paper, request_text, take_request } from './timeline/requests.ts'
export { note_repeat } from './timeline/repeats.ts'
export { demo_otp, no_otp, type OtpSender } from './timeline/otp.ts'
export { find_hub, type BookOffice } from './timeline/office.ts'
export { basis_shape, code_shape, portal_shape, reason_shape, request_shape } from './shapes.ts'
