export { audit_arrays, audit_columns, insert_events, type AuditAct, type AuditLine, type Caller } from './event.ts'
export { create_audit_log, type AuditLog } from './log.ts'
export { seal_events, verify_chain, type ChainVerdict } from './chain.ts'
export { created_sql, created_values } from './created.ts'
