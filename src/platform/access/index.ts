export { may, demand, rights_for, roles, type Right, type Role } from './rights.ts'
export {
  put_account,
  put_facility,
  find_facility,
  list_facilities,
  names_of,
  department_of,
  make_password,
  type Account,
  type Facility,
  type NewAccount,
} from './accounts.ts'
export { sign_in, sign_out, find_session, caller_of, session_idle_min, session_max_h } from './sign-in.ts'
export { load_token_key, issue_token, caller_of_token } from './tokens.ts'
export { prove_client, put_client } from './clients.ts'
