export {
  find_directory_facilities,
  find_directory_facility,
  list_directory,
  merge_facility,
  name_on,
  put_directory_facility,
  rename_directory_facility,
  type DirectoryFacility,
  type FacilityKind,
  type Membership,
  type NewFacility,
} from './facilities.ts'
export { add_facility, read_new_facility, type AddedFacility } from './add-facility.ts'
export { facility_kinds } from './facility-kinds.ts'
export { list_directory_on, type FacilityOn } from './list-directory-on.ts'
export { apply, find_application, list_applications, type Application } from './applications.ts'
export { approve_application, member_client_id, member_scope, refuse_application, suspend_member } from './decide.ts'
export { add_seal, add_trusted_root, find_member_trust, revoke_seal, type MemberTrust, type Seal } from './seals.ts'
export { client_certificate_problem, put_client_certificate } from './client-certificates.ts'
export { directory_types } from './directory-types.ts'
export { put_practitioner, type Practitioner } from './practitioners.ts'
export { member_routes } from './routes.ts'
export { read_directory_table } from './read-directory-table.ts'
