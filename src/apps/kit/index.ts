export { act, type Vendor } from './act.ts'
export { certify } from './certify.ts'
export { open_entry, type Entry, type Wire } from './wire.ts'
