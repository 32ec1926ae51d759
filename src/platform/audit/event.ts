import type { Scopes } from '../../standards/smart-scopes/index.ts'
import type { Sql } from '../database/index.ts'

/** Who asks, for which facility, and why. Every path into the store carries one; there is no ambient caller. */
export type Caller = {
  facility: string
  actor: { id: string; name: string; role: string; kind: 'user' | 'system' }
  /** Purpose of use (HL7 v3 PurposeOfUse): TREAT, HOPERAT, ETREAT (break-glass)… */
  purpose: string
  address: string
  request_id: string
  /** Of a token that gives less than everything (SMART App Launch 2.2); absent, only the role counts. */
  scopes?: Scopes
  /** What a person allowed the app that asks in her name; it must still live. */
  grant?: string
  /** Of a pharmacy: no right but those of dispensing. */
  only_dispenses?: true
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

/** Columns of audit.event in the order of `audit_arrays`, with their types: for statements that write lines with a deed. */
export const audit_columns = {
  names:
    'facility, action, interaction, outcome, actor, actor_name, role, purpose, address, request, type, ref, patient, detail',
  types: [
    ...['text', 'char(1)', 'text', 'smallint', 'text', 'text', 'text', 'text'],
    ...['text', 'text', 'text', 'text', 'text', 'text'],
  ],
}

/** The log takes every line, whatever was typed; PostgreSQL cannot hold NUL. */
const plain = (text: string): string => text.replaceAll('\u0000', '\ufffd').slice(0, 2_000)

export type AuditLine = { caller: Caller; act: AuditAct }

/** One array per column, one element per line. */
export const audit_arrays = (lines: AuditLine[]): unknown[][] => [
  lines.map(({ caller }) => caller.facility),
  lines.map(({ act }) => act.action),
  lines.map(({ act }) => act.interaction),
  lines.map(({ act }) => act.outcome ?? 0),
  lines.map(({ caller }) => caller.actor.id),
  lines.map(({ caller }) => caller.actor.name),
  lines.map(({ caller }) => caller.actor.role),
  lines.map(({ caller }) => caller.purpose),
  lines.map(({ caller }) => caller.address),
  lines.map(({ caller }) => caller.request_id),
  lines.map(({ act }) => act.type ?? ''),
  lines.map(({ act }) => plain(act.ref ?? '')),
  lines.map(({ act }) => act.patient ?? null),
  lines.map(({ act }) => plain(act.detail ?? '')),
]

const insert_sql = `INSERT INTO audit.event (${audit_columns.names}) SELECT * FROM unnest(${audit_columns.types
  .map((type, i) => `$${i + 1}::${type}[]`)
  .join()})`

/** Writes lines inside the caller's own transaction, if there is one: the act and its line stand or fall together. */
export const insert_events = async (sql: Sql, lines: AuditLine[]): Promise<void> => {
  if (lines.length > 0) await sql.alone('audit_insert', insert_sql, audit_arrays(lines))
}
