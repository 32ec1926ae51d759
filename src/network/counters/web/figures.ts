/** The definitions, for screens of other rooms. */
export { kind_names, kinds, total_names } from '../figures.ts'
