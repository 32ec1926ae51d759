/**
 * The exchange format of công văn 365/TTYQG-GPQLCL (06/06/2025), annex "Mô tả dữ liệu trao đổi hồ sơ bệnh án điện tử",
 * as far as it is publicly known: root HoSoBenhAn, eleven groups in this order. A better copy of the annex becomes a new
 * file `schema-<year>-<month>.ts` beside this one; records already sent keep the version they were written in.
 */
import { admission } from './schema-2025-06/admission.ts'
import { emergency, procedures, referral, surgeries } from './schema-2025-06/certificates.ts'
import { extension } from './schema-2025-06/extension.ts'
import { drugs, orders } from './schema-2025-06/orders.ts'
import { patient } from './schema-2025-06/patient.ts'
import { imaging, laboratory } from './schema-2025-06/results.ts'
import { treatment } from './schema-2025-06/treatment.ts'
import type { Confidence, Field, Leaf, RecordOf } from './schema-field.ts'

export const schema_version = '2025-06'
export const root_name = 'HoSoBenhAn'

export const group_fields = [
  patient,
  admission,
  treatment,
  drugs,
  orders,
  imaging,
  laboratory,
  referral,
  emergency,
  procedures,
  surgeries,
] as const

/** All the root may hold: the eleven groups, then our extension. */
export const root_fields = [...group_fields, extension] as const

export type HsbaGroups = RecordOf<typeof group_fields>
export type HsbaExtension = RecordOf<typeof extension.fields>
/** The record as a value: every leaf a string, every list present; `PhanMoRong` only when it is carried. */
export type HoSoBenhAn = HsbaGroups & { PhanMoRong?: HsbaExtension }

export type ListedLeaf = Leaf & { path: string }

const leaves_under = (fields: readonly Field[], prefix: string): ListedLeaf[] =>
  fields.flatMap((field) => {
    const path = prefix === '' ? field.name : `${prefix}.${field.name}`
    return field.kind === 'leaf' ? [{ ...field, path }] : leaves_under(field.fields, path)
  })

/** Every leaf with its path: the schema as a table, for documentation and the conformance kit (SHARE-24). */
export const schema_table = (): ListedLeaf[] => leaves_under(root_fields, '')

/** How many names we are sure of, think likely, or made ourselves. The extension is not counted: it is all ours. */
export const confidence_counts = (): Record<Confidence, number> => {
  const counts = { sure: 0, likely: 0, ours: 0 }
  for (const { confidence } of leaves_under(group_fields, '')) counts[confidence] += 1
  return counts
}
