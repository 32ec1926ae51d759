export { make_package, type MadePackage } from './make-package.ts'
