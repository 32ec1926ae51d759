import type { Sql } from '../database/index.ts'

/** Who asks, for which facility, and why. Every path into the store carries one; there is no ambient caller. */
export type Caller = {
  facility: string
  actor: { id: string; name: string; role: string; kind: 'user' | 'system' }
  /** Purpose of use (HL7 v3 PurposeOfUse): TREAT, HOPERAT, ETREAT (break-glass)… */
  purpose: string
  address: string
  request_id: string
}

export type AuditAct = {
  /** FHIR audit-event-action: create, read, update, delete, execute. */
  action: 'C' | 'R' | 'U' | 'D' | 'E'
  interaction: string
  /** 0 success, 4 refused, 8 failed (FHIR audit-event-outcome). */
  outcome?: 0 | 4 | 8
  type?: string
  ref?: string
  patient?: string | null | undefined
  detail?: string
}

const columns = 14

/** The log takes every line, whatever was typed; PostgreSQL cannot hold NUL. */
const plain = (text: string): string => text.replaceAll('\u0000', '\ufffd').slice(0, 2_000)

const row_of = (caller: Caller, act: AuditAct): unknown[] => [
  caller.facility,
  act.action,
  act.interaction,
  act.outcome ?? 0,
  caller.actor.id,
  caller.actor.name,
  caller.actor.role,
  caller.purpose,
  caller.address,
  caller.request_id,
  act.type ?? '',
  plain(act.ref ?? ''),
  act.patient ?? null,
  plain(act.detail ?? ''),
]

/** Writes lines inside the caller's own transaction: the act and its line stand or fall together. */
export const insert_events = async (sql: Sql, lines: { caller: Caller; act: AuditAct }[]): Promise<void> => {
  const lines_per_statement = 500
  for (let start = 0; start < lines.length; start += lines_per_statement) {
    const part = lines.slice(start, start + lines_per_statement)
    const rows = part.map(
      (_, row) => `(${Array.from({ length: columns }, (_v, i) => `$${row * columns + i + 1}`).join()})`,
    )
    await sql.query(
      `INSERT INTO audit.event (facility, action, interaction, outcome, actor, actor_name, role, purpose, address,
         request, type, ref, patient, detail) VALUES ${rows.join()}`,
      part.flatMap(({ caller, act }) => row_of(caller, act)),
    )
  }
}
