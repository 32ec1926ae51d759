import { Readable } from 'node:stream'
import { fail } from '../../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { is_uid, type StudyManifest } from '../../../standards/dicomweb/index.ts'
import { find_link, HubAway, HubForbids } from '../../exchange/index.ts'
import type { StudyTicket } from '../ticket.ts'
import type { ImagingOffice } from './office.ts'
import { find_askable, get_pacs } from './pacs-setting.ts'
import type { PacsSettings, Place } from './pacs-client.ts'
import { read_ticket } from './read-ticket.ts'

export type InstanceWish = Place & { facility: string; authorization: string; address: string }

type Published = { about: string; patient: string; manifest: StudyManifest }

/** Only while the very paper the ticket speaks of stands; a corrected report has another, which the hub knows. */
const find_published = async (
  sql: Sql,
  facility: string,
  { study, document }: StudyTicket,
): Promise<Published | undefined> =>
  (
    await sql.query<Published>(
      `SELECT s.about, s.patient, s.manifest FROM imaging.published AS s
         JOIN health_book.publication AS p ON p.facility = s.facility AND p.about = s.about
       WHERE s.facility = $1 AND s.study = $2 AND p.document = $3 AND p.state IN ('posted', 'due')`,
      [facility, study, document],
    )
  ).rows[0]

const caller_of = (facility: string, { requester, actor }: StudyTicket, address: string): Caller => ({
  ...{ facility, purpose: 'TREAT', address, request_id: '' },
  actor: { id: requester, name: `${requester}: ${actor}`, role: 'member', kind: 'system' },
})

/** Written down before a byte goes out: one line for each ticket, and how many pictures went by it. */
const note_given = async (sql: Sql, facility: string, ticket: StudyTicket, found: Published, address: string) => {
  const { id, study, requester, basis, actor } = ticket
  const { rows } = await sql.query<{ instances: number }>(
    `INSERT INTO imaging.disclosure AS d (facility, id, about, study, patient, requester, basis, actor, instances)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
     ON CONFLICT (facility, id) DO UPDATE SET instances = d.instances + 1, last_at = now() RETURNING instances`,
    [facility, id, found.about, study, found.patient, requester, basis, actor],
  )
  if (rows[0]?.instances !== 1) return
  const act = {
    action: 'R',
    interaction: 'study-given',
    type: 'ImagingStudy',
    ref: `ImagingStudy?identifier=${study}`,
  } as const
  const detail = `${requester}: ${actor}; căn cứ: ${basis}`
  await insert_events(sql, [
    { caller: caller_of(facility, ticket, address), act: { ...act, patient: found.patient, detail } },
  ])
}

const bearer_in = (authorization: string): string => {
  const [, token] = /^Bearer ([\w.-]+)$/i.exec(authorization) ?? []
  if (token === undefined) throw fail.login('Cần vé xem ảnh của trục liên thông (Authorization: Bearer …)')
  return token
}

const keys_for = async (office: ImagingOffice, facility: string) => {
  const link = await office.database.in_facility(facility, (sql) => find_link(sql, facility))
  if (!link?.is_on) throw fail.not_found('Không có cửa ảnh ở địa chỉ này')
  return office.keys_of(office.hub_of(link)).catch((error: unknown) => {
    if (error instanceof HubAway || error instanceof HubForbids) throw fail.unavailable(error.message)
    throw error
  })
}

const settle = (
  office: ImagingOffice,
  { facility, study, series, instance, address }: InstanceWish,
  ticket: StudyTicket,
): Promise<PacsSettings | undefined> =>
  office.database.in_facility(facility, async (sql) => {
    const found = await find_published(sql, facility, ticket)
    const is_named = found?.manifest.series.some(
      (one) => one.uid === series && one.instances.some(({ uid }) => uid === instance),
    )
    if (!found || ticket.study !== study || !is_named) throw fail.forbidden('Vé này không mở ảnh được hỏi')
    await note_given(sql, facility, ticket, found, address)
    return find_askable(sql, facility)
  })

/**
 * One original picture of ours for another house, out of our PACS, by a ticket of the hub (WADO-RS, PS3.18 §10.4.1).
 * @throws 401 without a good ticket, 403 for what it does not open, 404, 503
 */
export const serve_instance = async (
  office: ImagingOffice,
  wish: InstanceWish,
): Promise<{ content_type: string; body: Readable }> => {
  const { facility, study, series, instance } = wish
  const token = bearer_in(wish.authorization)
  if (![study, series, instance].every(is_uid)) throw fail.not_found('Không có ảnh này')
  const ticket = await read_ticket(token, await keys_for(office, facility), facility)
  const settings = await settle(office, wish, ticket)
  const answer = await get_pacs(office.open_pacs, facility, settings).open_instance({ study, series, instance })
  if (!answer.body) throw fail.not_found('PACS không còn ảnh này')
  return {
    content_type: answer.headers.get('content-type') ?? 'multipart/related; type="application/dicom"',
    body: Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]),
  }
}
