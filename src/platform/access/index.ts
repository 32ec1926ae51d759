export { facility_kinds, type FacilityKind } from './contract.ts'
export { may, demand, pharmacy_roles, rights_for, roles, type Right, type Role } from './rights.ts'
export {
  put_account,
  put_facility,
  find_facility,
  find_settings,
  list_accounts,
  list_facilities,
  list_staffed_facilities,
  has_setting,
  names_of,
  only_dispenses,
  department_of,
  make_password,
  set_account_active,
  type Account,
  type Facility,
  type ListedAccount,
  type NewAccount,
} from './accounts.ts'
export {
  sign_in,
  sign_out,
  find_session,
  find_session_facts,
  caller_of,
  session_idle_min,
  session_max_h,
} from './sign-in.ts'
export { change_password, password_min } from './change-password.ts'
export { caller_of_token, read_token, type TokenClaims } from './tokens.ts'
export { load_token_key, renew_token_key, seal_token_keys, token_algorithm, type TokenKey } from './token-key.ts'
export { set_client_withdrawn, watch_withdrawn, withdraw_token } from './withdrawn.ts'
export {
  find_client,
  list_clients,
  put_client,
  set_client_active,
  type Client,
  type ClientKind,
  type KnownClient,
  type ListedClient,
  type NewClient,
} from './clients.ts'
export { prove_client, take_as_long_as_proving } from './prove-client.ts'
export {
  count_people,
  demand_living_grant,
  end_app_grants,
  find_living_grant,
  list_app_grants,
  offline_days,
  put_app_grant,
  type AppGrant,
  type ListedGrant,
  type LivingGrant,
} from './app-grants.ts'
export { is_in_good_standing } from './standing.ts'
export {
  approve_support,
  end_support,
  list_support_accounts,
  list_support_sessions,
  set_support_account,
  support_session_max_h,
  type SupportAccount,
  type SupportSession,
  type SupportWish,
} from './support.ts'
