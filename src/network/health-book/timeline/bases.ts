import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { Unit } from '../../../platform/records/index.ts'
import { code_system, is_object, object_of, text_of } from '../../../standards/fhir/index.ts'
import { HubRefuses, type Hub } from '../../exchange/index.ts'
import type { BasisKind, BasisLine, BasisWish, RequestLine } from '../contract.ts'

type Row = {
  id: string
  patient: string
  basis: BasisKind
  reason: string
  law: string
  labels: string[]
  actor: string
  actor_name: string
  at: Date
  until: Date
  ended_at: Date | null
}

const columns = 'id, patient, basis, reason, law, labels, actor, actor_name, at, until, ended_at'

const to_line = (row: Row): BasisLine => ({
  ...{ id: row.id, basis: row.basis, reason: row.reason, law: row.law, labels: row.labels, actor: row.actor_name },
  ...{ at: local_time(row.at), until: local_time(row.until) },
  is_open: row.ended_at === null && row.until.getTime() > Date.now(),
})

/** The latest first; those that hold before all. */
export const list_bases = async (unit: Unit, patients: string[]): Promise<BasisLine[]> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT ${columns} FROM health_book.basis WHERE facility = $1 AND patient = ANY ($2)
     ORDER BY (ended_at IS NULL AND until > now()) DESC, at DESC LIMIT 50`,
    [unit.caller.facility, patients],
  )
  return rows.map(to_line)
}

export type Confirmed = Pick<RequestLine, 'channel' | 'labels' | 'asked_as' | 'asked_by' | 'relation' | 'purpose'> & {
  id: string
  sha256: string
}

const confirmed_words = { otp: 'Mã xác nhận một lần (OTP) gửi tới điện thoại', paper: 'Chữ ký trên giấy, bản quét' }

/** Consent.performer: who agreed (PDP-07). */
const performers_of = ({ asked_as, asked_by, relation }: Confirmed): Record<string, unknown>[] => [
  ...(asked_as === 'representative' ? [] : [{ type: 'Patient' }]),
  ...(asked_as === 'person'
    ? []
    : [{ type: 'RelatedPerson', display: [asked_by, relation].filter(Boolean).join(', ') }]),
]

/** v3 ActReason: her own care, or what she asks for beside it. */
const purpose_of = (wish: BasisWish, request: Confirmed | undefined): Record<string, unknown> => ({
  ...(request ? { system: code_system.act_reason, code: request.purpose === '' ? 'TREAT' : 'PATRQT' } : {}),
  display: wish.reason,
})

const request_system = 'urn:ietf:rfc:6234#sha-256'

const labels_of = (wish: BasisWish, request: Confirmed | undefined): string[] => [
  ...new Set([...(wish.labels ?? []), ...(request?.labels ?? [])]),
]

/** The basis as R4 Consent, as the hub's door wants it (gate/consent.ts). */
const to_consent = (
  caller: Caller,
  number: { system: string; value: string },
  wish: BasisWish,
  request: Confirmed | undefined,
): Record<string, unknown> => {
  const { actor } = caller
  return {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: code_system.disclosure_basis, code: wish.basis }] }],
    patient: { identifier: number },
    dateTime: local_time(new Date()),
    ...(wish.law ? { policyRule: { text: wish.law } } : {}),
    ...(request
      ? {
          performer: performers_of(request),
          sourceReference: { identifier: { system: request_system, value: request.sha256 } },
          verification: [{ verified: true, verifiedWith: { display: confirmed_words[request.channel] } }],
        }
      : {}),
    provision: {
      type: 'permit',
      actor: [{ role: { text: actor.role }, reference: { identifier: { value: actor.id }, display: actor.name } }],
      purpose: [purpose_of(wish, request)],
      securityLabel: labels_of(wish, request).map((code) => ({ system: code_system.act_code, code })),
    },
  }
}

export type Numbers = { system: string; value: string }[]

export type Written = { id: string; until: Date }

const read_written = (answer: { status: number; json(): unknown }): Written => {
  const made = answer.json()
  const period = is_object(made) ? object_of(object_of(made['provision'])?.['period']) : undefined
  const id = is_object(made) ? text_of(made['id']) : undefined
  const until = new Date(text_of(period?.['end']) ?? '')
  if (id === undefined || Number.isNaN(until.getTime()))
    throw new HubRefuses(answer.status, 'Trục ghi căn cứ nhưng không trả lại mã và thời hạn')
  return { id, until }
}

/**
 * Writes the basis down at the hub, by the surest number it knows her by: our own patient code it may never have heard.
 * @throws HubRefuses with 404 where it knows nobody by any of them
 */
export const tell_basis = async (
  hub: Hub,
  caller: Caller,
  [number, ...others]: Numbers,
  wish: BasisWish,
  request: Confirmed | undefined,
): Promise<Written> => {
  if (!number) throw fail.rule('Hồ sơ chưa có số giấy tờ nào để tìm người này trên trục', 'Patient.identifier')
  try {
    return read_written(
      await hub.ask({
        ...{ method: 'POST', path: `${hub.link.base_url}/fhir/Consent` },
        headers: { 'content-type': 'application/fhir+json; charset=utf-8' },
        body: JSON.stringify(to_consent(caller, number, wish, request)),
      }),
    )
  } catch (error) {
    if (!(error instanceof HubRefuses) || error.status !== 404 || others.length === 0) throw error
    return tell_basis(hub, caller, others, wish, request)
  }
}

/** The same basis in our own books: who, why, until when. */
export const keep_basis = async (
  unit: Unit,
  patient: string,
  wish: BasisWish,
  { id, until, request }: Written & { request: Confirmed | undefined },
): Promise<BasisLine> => {
  const { facility, actor } = unit.caller
  const { rows } = await unit.sql.query<Row>(
    `INSERT INTO health_book.basis (facility, id, patient, basis, reason, law, request, labels, actor, actor_name, until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${columns}`,
    [
      ...[facility, id, patient, wish.basis, wish.reason.trim(), wish.law ?? '', request?.id ?? null],
      ...[labels_of(wish, request), actor.id, actor.name, until],
    ],
  )
  const [row] = rows
  if (!row) throw new Error('health_book.basis took no row')
  const act = { action: 'C', interaction: 'timeline-basis', type: 'Consent', ref: `Consent/${id}` } as const
  unit.note({ ...act, patient, detail: `${wish.basis}: ${wish.reason.trim()}` })
  return to_line(row)
}

/** What ends a basis here holds at once: our own door no longer asks by it. The hub is told, again and again until it knows. */
export const end_bases = async (
  unit: Unit,
  which: { id?: string; request?: string; patients: string[] },
): Promise<number> => {
  const { rows } = await unit.sql.query<{ id: string; patient: string }>(
    `UPDATE health_book.basis SET ended_at = now() WHERE facility = $1 AND patient = ANY ($2) AND ended_at IS NULL
       AND ($3::text IS NULL OR id = $3) AND ($4::text IS NULL OR request = $4) RETURNING id, patient`,
    [unit.caller.facility, which.patients, which.id ?? null, which.request ?? null],
  )
  for (const { id, patient } of rows)
    unit.note({ action: 'U', interaction: 'timeline-basis-ended', type: 'Consent', ref: `Consent/${id}`, patient })
  return rows.length
}

/** Tells the hub of every basis that ended here. @throws HubAway, HubForbids */
export const tell_ended = async (database: Database, hub: Hub): Promise<void> => {
  const { facility } = hub.link
  const { rows } = await database.in_facility(facility, (sql) =>
    sql.query<{ id: string }>(
      'SELECT id FROM health_book.basis WHERE facility = $1 AND ended_at IS NOT NULL AND end_told_at IS NULL LIMIT 50',
      [facility],
    ),
  )
  for (const { id } of rows) {
    try {
      await hub.ask({ method: 'DELETE', path: `Consent/${encodeURIComponent(id)}` })
    } catch (error) {
      // It ended there already.
      if (!(error instanceof HubRefuses) || error.status !== 404) throw error
    }
    await database.in_facility(facility, (sql) =>
      sql.query('UPDATE health_book.basis SET end_told_at = now() WHERE facility = $1 AND id = $2', [facility, id]),
    )
  }
}
