import { group, one_of, optional, text, yes_or_no } from '../../base/shapes/index.ts'
import { document_kinds, type DocumentKind } from '../../standards/documents/index.ts'
import type { Arriving, Confirming, Declining, Encrypting, Late, Matching } from './contract.ts'

export const matching_shape = group<Matching>('ghép người bệnh', { patient: text('người bệnh', 64) })
export const declining_shape = group<Declining>('lý do', { reason: text('lý do', 2_000) })
const late = { late_reason: optional(text('lý do tiếp nhận', 500)), is_emergency: optional(yes_or_no('cấp cứu')) }
export const accepting_shape = group<Late>('tiếp nhận', late)
export const arriving_shape = group<Arriving>('lượt khám', { encounter: text('lượt khám', 64), ...late })

const kinds = Object.keys(document_kinds).filter((kind): kind is DocumentKind => Object.hasOwn(document_kinds, kind))
export const encrypting_shape = group<Encrypting & { kind: DocumentKind }>('mã hóa cho nơi nhận', {
  kind: one_of('loại văn bản', kinds),
  is_encrypted: yes_or_no('mã hóa'),
})
export const confirming_shape = group<Confirming>('xác nhận chứng thư', { house: text('cơ sở', 20) })
