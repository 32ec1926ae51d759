import { find_document } from '../../platform/signing/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { tidy_code, type NationalPrescription } from '../../standards/e-prescription/index.ts'
import type { OptionalFields } from './contract.ts'

/** The ten digits by which the insurance knows a person; a card of 15 characters ends with them (QĐ 1351/QĐ-BHXH 2015; likely, from memory). */
const bhxh_number = (card: string | undefined): string | undefined => /(\d{10})$/.exec(card ?? '')?.[1]

const is_cccd = (text: string | undefined): text is string => /^\d{12}$/.test(text ?? '')

const health_id_of = (told: NationalPrescription, form: OptionalFields['health_id']): string | undefined => {
  if (form === 'none') return undefined
  const { ma_dinh_danh_cong_dan: number, ma_so_the_bao_hiem_y_te: card } = told
  // A card may be the personal number itself (from 15/8/2025): that is no number of the insurance.
  if (form === 'bhxh') return is_cccd(card) ? undefined : bhxh_number(card)
  return is_cccd(number) ? number : undefined
}

const signature_of = async (
  sql: Sql,
  facility: string,
  code: string,
  form: OptionalFields['signature'],
): Promise<string | undefined> => {
  if (form === 'none') return undefined
  const document = await find_document(sql, facility, tidy_code(code) ?? code, 1)
  return document?.bytes.toString('base64')
}

/** Adds what the spec allows and tells no format of, as this facility's setting says; what is not known stays out. */
export const with_optional_fields = async (
  sql: Sql,
  facility: string,
  told: NationalPrescription,
  { health_id, signature }: OptionalFields,
): Promise<NationalPrescription> => {
  const ma_dinh_danh_y_te = health_id_of(told, health_id)
  const signed = await signature_of(sql, facility, told.ma_don_thuoc, signature)
  return {
    ...told,
    ...(ma_dinh_danh_y_te === undefined ? {} : { ma_dinh_danh_y_te }),
    ...(signed === undefined ? {} : { signature: signed }),
  }
}
