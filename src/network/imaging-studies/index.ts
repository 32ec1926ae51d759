export {
  find_settings as find_pacs,
  knock_pacs,
  pacs_shape,
  put_pacs,
  remove_pacs,
  view_pacs,
} from './facility/pacs-setting.ts'
export { pacs_by_passwords, type OpenPacs } from './facility/pacs-client.ts'
export { gather_study, published_studies, type StudyMaker } from './facility/publish-study.ts'
export { list_given } from './facility/list-given.ts'
export { serve_instance, type InstanceWish } from './facility/serve-instance.ts'
export { studies_of_paper } from './facility/study-lines.ts'
export { start_fetching } from './facility/fetch-study.ts'
export { view_fetched } from './facility/fetched.ts'
export type { ImagingOffice } from './facility/office.ts'
export { study_ticket_route } from './hub/ticket-route.ts'
