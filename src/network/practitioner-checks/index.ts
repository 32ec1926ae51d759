export { check_practitioners } from './check-practitioners.ts'
