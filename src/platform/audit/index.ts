export { insert_events, type AuditAct, type Caller } from './event.ts'
export { create_audit_log, type AuditLog } from './log.ts'
export { seal_events, verify_chain, type ChainVerdict } from './chain.ts'
