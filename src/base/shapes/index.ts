export { optional, read_shape, when_absent, type Fields, type Optional, type Shape } from './shape.ts'
export { day, nothing, number, one_of, text, whole, yes_or_no } from './values.ts'
export { any_of, group, keyed, list } from './structures.ts'
