import { randomUUID } from 'node:crypto'
import { fail } from '../../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../../platform/audit/index.ts'
import { dicom_uid_system } from '../../../standards/dicomweb/index.ts'
import { find_readable, type Office } from '../../mailbox/index.ts'
import { ticket_life_s, ticket_type } from '../ticket.ts'

export type TicketWish = {
  /** The hub's number of the paper. */
  number: number
  study: string
  /** Who looks, as the source's log is to call her. */
  actor: string
}

export type GivenTicket = { ticket: string; source: string; expires_at: string }

/** What the envelope says the paper speaks of; the paper itself is not opened. */
const names_study = (related: { system: string; value: string }[] | undefined, study: string): boolean =>
  related?.some(({ system, value }) => system === dicom_uid_system && value === `urn:oid:${study}`) ?? false

/**
 * Signs that the caller may fetch a study of another house now: it may read the paper that names it, by the basis and the
 * matrix of this moment. @throws 404 for a paper it may not read, 403 for a study the paper does not name; both are noted
 */
export const give_ticket = async (
  office: Office,
  caller: Caller,
  { number, study, actor }: TicketWish,
): Promise<GivenTicket> => {
  const found = await office.database.in_facility(caller.facility, async (sql) => {
    const readable = await find_readable(office, caller, sql, number)
    const is_named = readable !== undefined && names_study(readable.row.about.context?.related, study)
    const act = {
      action: 'R',
      interaction: 'study-ticket',
      type: 'ImagingStudy',
      ref: `ImagingStudy?identifier=${study}`,
    } as const
    const detail = `${number}: ${actor}${readable ? '' : '; không có, hoặc không cho cơ sở này'}`
    await insert_events(sql, [
      { caller, act: { ...act, detail, ...(is_named ? { patient: readable.row.person } : { outcome: 4 as const }) } },
    ])
    return readable && { ...readable, is_named }
  })
  if (!found) throw fail.not_found('Trục không có tài liệu này cho cơ sở của bạn')
  if (!found.is_named) throw fail.forbidden('Tài liệu này không nêu ca chụp được hỏi')
  const { row, basis } = found
  const now_s = Math.floor(Date.now() / 1_000)
  const claims = {
    ...{ aud: row.sender, sub: caller.facility, jti: randomUUID(), iat: now_s, exp: now_s + ticket_life_s },
    ...{ study, document: row.document, basis: basis || 'recipient', actor },
  }
  return {
    ticket: await office.receipts.sign_claims(ticket_type, claims),
    ...{ source: row.sender, expires_at: new Date(claims.exp * 1_000).toISOString() },
  }
}
