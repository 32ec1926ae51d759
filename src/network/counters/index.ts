export { edition, figures, is_counted_kind, kind_names, kinds, said_names, total_names } from './figures.ts'
export {
  is_told_by_type,
  to_visit_matrix,
  visit_types,
  type VisitMatrix,
  type VisitPair,
  type VisitType,
} from './visit-types.ts'
export { by_gravity, is_closed, judge_day, silent_for_min, type Verdict } from './judge.ts'
export { refusal_classes_vi } from './web/refusal-classes.ts'
export { put_right } from './judge-totals.ts'
export {
  default_rules,
  type BoardRules,
  type CountedKind,
  type CounterReport,
  type DayFigures,
  type DayState,
  type HubDay,
  type HubDays,
  type Figures,
  type Gap,
  type OutsideName,
  type OutsideTotal,
  type Peak,
} from './contract.ts'
export { counting_pace, start_counting, type Counting, type CountingOptions } from './facility/start-counting.ts'
export { find_state } from './facility/state.ts'
export { own_counter_routes } from './facility/routes.ts'
export { make_report } from './facility/make-report.ts'
export { digest_of_report, sign_report } from './facility/sign-report.ts'
export { counter_routes, demand_member } from './hub/routes.ts'
export { take_report } from './hub/take-report.ts'
export { find_rules } from './hub/rules.ts'
