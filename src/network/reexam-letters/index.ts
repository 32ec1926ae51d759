export { answer_slip } from './answer-slip.ts'
export { check_slip, type FinishedCourse, type Slip, type SlipState } from './rules.ts'
export { compose_reexam_document } from './compose.ts'
export { to_xml14 } from './xml14.ts'
