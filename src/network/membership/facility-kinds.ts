import type { FacilityKind } from './facilities.ts'

/** Kinds of facilities, with the names by which people write them in their lists. */
export const facility_kinds: readonly { id: FacilityKind; name: string; also: readonly string[] }[] = [
  { id: 'hospital', name: 'bệnh viện', also: ['bệnh viện, ttyt', 'bv', 'trung tâm y tế', 'ttyt'] },
  { id: 'clinic', name: 'phòng khám', also: ['pk', 'phòng khám đa khoa', 'phòng khám chuyên khoa'] },
  { id: 'station', name: 'trạm y tế', also: ['trạm', 'tyt'] },
  { id: 'pharmacy', name: 'nhà thuốc', also: ['quầy thuốc', 'hiệu thuốc'] },
  { id: 'authority', name: 'cơ quan quản lý', also: ['cơ quan', 'sở'] },
]
