import type { PersonAddress, PersonFacts, Reason } from './person.ts'
import { match_names } from './names.ts'
import { add_up, address_weights, kin_weights, mother_weights, phone_weights, type Weight } from './weights.ts'

const weigh_phones = (a: string[], b: string[]): Reason[] => {
  if (a.length === 0 || b.length === 0) return []
  return a.some((one) => b.includes(one))
    ? [{ field: 'phone', weight: phone_weights.same, says: 'cùng điện thoại' }]
    : [{ field: 'phone', weight: phone_weights.differs, says: 'khác điện thoại' }]
}

/** An address of before 7/2025 (it has a district) and one of after have other wards for the same house. */
const is_same_map = (a: PersonAddress, b: PersonAddress): boolean =>
  (a.district === undefined) === (b.district === undefined)

/** From the ward inward; beyond the first difference the smaller parts say nothing. */
const address_parts = (a: PersonAddress, b: PersonAddress): Weight[] => {
  const parts: Weight[] = []
  if (a.ward !== undefined && b.ward !== undefined && is_same_map(a, b)) {
    if (a.ward !== b.ward)
      return [a.province === b.province ? address_weights.ward_differs : address_weights.province_differs]
    parts.push(address_weights.ward_same)
  }
  if (a.hamlet !== undefined && b.hamlet !== undefined)
    parts.push(a.hamlet === b.hamlet ? address_weights.hamlet_same : address_weights.hamlet_differs)
  if (a.line !== undefined && b.line !== undefined)
    parts.push(a.line === b.line ? address_weights.line_same : address_weights.line_differs)
  return parts
}

const weigh_addresses = (a: PersonAddress | undefined, b: PersonAddress | undefined): Reason[] => {
  const parts = a && b ? address_parts(a, b) : []
  if (parts.length === 0) return []
  const weight = add_up(parts)
  return [{ field: 'address', weight, says: weight.stranger > 0 ? 'cùng nơi ở' : 'khác nơi ở' }]
}

const weigh_kin = (a: string[], b: string[]): Reason[] => {
  const match = match_names(a, b)
  if (!match) return []
  return match.is_same
    ? [{ field: 'kin', weight: kin_weights.same, says: 'cùng người nhà' }]
    : [{ field: 'kin', weight: kin_weights.differs, says: 'khác người nhà' }]
}

const weigh_mothers = (a: string | undefined, b: string | undefined): Reason[] => {
  if (a === undefined || b === undefined) return []
  return a === b
    ? [{ field: 'mother', weight: mother_weights.same, says: 'cùng mẹ' }]
    : [{ field: 'mother', weight: mother_weights.differs, says: 'khác mẹ' }]
}

/** What people under one roof share. */
export const weigh_household = (a: PersonFacts, b: PersonFacts): Reason[] => [
  ...weigh_phones(a.phones, b.phones),
  ...weigh_addresses(a.address, b.address),
  ...weigh_kin(a.kin, b.kin),
  ...weigh_mothers(a.mother, b.mother),
]
