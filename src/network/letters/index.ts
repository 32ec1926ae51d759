export { post_letter } from './post-letter.ts'
export { submission_person } from './person.ts'
export { check_letter } from './check-letter.ts'
export { one_slip } from './one-slip.ts'
