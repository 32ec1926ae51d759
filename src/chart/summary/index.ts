export { summary } from './operation.ts'
