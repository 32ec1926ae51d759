import { createLocalJWKSet, errors, jwtVerify } from 'jose'
import { fail } from '../../../base/outcome/index.ts'
import { text_of } from '../../../standards/fhir/index.ts'
import type { HubKeys } from '../../exchange/index.ts'
import { ticket_type, type StudyTicket } from '../ticket.ts'

/** Clocks of two houses and the hub. */
const tolerance_s = 60

/** A ticket of the hub for this house. @throws 401 in words */
export const read_ticket = async (jws: string, keys: HubKeys, facility: string): Promise<StudyTicket> => {
  if (!keys) throw fail.unavailable('Trục liên thông chưa công bố khóa; chưa kiểm tra được vé xem ảnh')
  try {
    const { payload } = await jwtVerify(jws, createLocalJWKSet(keys), {
      ...{ audience: facility, typ: ticket_type, clockTolerance: tolerance_s },
      requiredClaims: ['exp', 'jti', 'sub', 'study', 'document'],
    })
    const said = (name: string): string => text_of(payload[name]) ?? ''
    return {
      ...{ id: said('jti'), requester: said('sub'), study: said('study'), document: said('document') },
      ...{ basis: said('basis'), actor: said('actor') },
    }
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw fail.login('Vé xem ảnh đã hết hạn; xin vé mới của trục')
    if (error instanceof errors.JOSEError) throw fail.login('Vé xem ảnh không do trục cấp cho cơ sở này')
    throw error
  }
}
