export { demand_known_host, is_domestic, list_registered_hosts, refuse_host } from './outside-hosts.ts'
export {
  closable_paths,
  find_stopped,
  list_stopped,
  list_stops,
  put_stop,
  type ClosablePath,
  type StandingStop,
  type StopWord,
  type StoppedUse,
} from './stopped.ts'
