export { to_ministry, to_ministry_bundle, type InMinistryForm } from './to-ministry.ts'
