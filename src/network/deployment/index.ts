import type { WebServer } from '../../platform/http/index.ts'
import { landing_routes } from './routes/landing.ts'
import { province_routes } from './routes/province.ts'
import { readiness_routes } from './readiness/routes.ts'
import { read_routes } from './routes/read.ts'
import { write_routes } from './routes/write.ts'
import { register_routes } from './routes/registers.ts'
import { table_routes } from './routes/tables.ts'
import type { Board } from './scope.ts'

export type { Board } from './scope.ts'
export type { AsOf } from './as-of/as-of.ts'
export { asked_kinds, type Register } from './contract.ts'
export { list_entries_on } from './as-of/entries-on.ts'
export { find_province_on, list_names_on, type ProvinceOn } from './as-of/province-on.ts'
export { read_body as check_register_body } from './registers/check-body.ts'
export { put_area, read_area } from './directory/areas.ts'
export { put_state, read_state } from './directory/register.ts'
export { list_budget, put_budget, read_budget } from './money/budget.ts'
export { decide_plan, list_plans, read_plan, submit_plan, write_plan } from './plan/plans.ts'
export { count_weeks, keep_progress, list_milestones, read_progress } from './plan/progress.ts'
export { missing_proof } from './plan/proof.ts'
export { papers } from './programme/papers.ts'
export { find_programme, list_programmes, put_member, put_programme, read_programme } from './programme/programmes.ts'
export { steps, step_ids, type StepId } from './programme/steps.ts'
export { page_of_kind } from './registers/part-of-kind.ts'
export { get_register } from './registers/registers.ts'
export { act_on_entry, add_entry, entry_acts, list_entries } from './registers/entries.ts'
export { add_file } from './registers/files.ts'
export { start_reminding, type Pace as ReminderPace } from './remind/clock.ts'
export { remind } from './remind/remind.ts'
export { show_facility } from './show-facility.ts'
export { show_province } from './show-province.ts'

/** Everything the board's deployment offers under /api/board. */
export const deployment_routes = (board: Board, web: WebServer): void => {
  read_routes(board, web)
  write_routes(board, web)
  province_routes(board, web)
  landing_routes(board, web)
  readiness_routes(board, web)
  table_routes(board, web)
  register_routes(board, web)
}
