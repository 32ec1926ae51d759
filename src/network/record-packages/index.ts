export { make_package, type MadePackage } from './make-package.ts'
export { send_record } from './send-record.ts'
export { send_record_shape } from './shapes.ts'
