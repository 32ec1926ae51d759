export { open_terminology_service, type TerminologyService } from './service.ts'
