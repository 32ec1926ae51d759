export { print_minutes } from './minutes.ts'
export { say_duration } from './say-duration.ts'
