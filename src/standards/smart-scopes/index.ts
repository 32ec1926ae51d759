export {
  is_everything,
  parse_scope,
  print_scope,
  scope_list,
  split_scopes,
  type Right,
  type Scope,
  type ScopeContext,
  type Scopes,
} from './scope.ts'
export { narrow_scopes } from './narrow.ts'
export { launch_scopes, type LaunchScope } from './launch-scopes.ts'
