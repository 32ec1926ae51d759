import { n, say, used } from './proof.ts'

/** T54-HIS-602, of two counts: sheets that are signed, and the devices people sit at. */
export const judge_bedside = used(
  ['treatment_sheets', 'care_sheets', 'mobile_sessions'],
  (c) => n(c, 'treatment_sheets') > 0 && n(c, 'care_sheets') > 0 && n(c, 'mobile_sessions') > 0,
  (c) => {
    const sheets = `${say(c, 'treatment_sheets')} phiếu điều trị, ${say(c, 'care_sheets')} phiếu chăm sóc ký trong 30 ngày qua`
    return n(c, 'mobile_sessions') > 0
      ? `${sheets}; ${say(c, 'mobile_sessions')} phiên trên máy tính bảng, điện thoại trong 12 giờ`
      : `${sheets}; trong 12 giờ qua không phiên nào trên máy tính bảng, điện thoại`
  },
)

/** T54-HIS-701, of three counts: what doctors order and prescribe here, and the devices people sit at. */
export const judge_tablet = used(
  ['orders', 'prescriptions', 'mobile_sessions'],
  (c) => n(c, 'orders') > 0 && n(c, 'prescriptions') > 0 && n(c, 'mobile_sessions') > 0,
  (c) => {
    const written = `${say(c, 'orders')} chỉ định, ${say(c, 'prescriptions')} đơn thuốc ký trong 30 ngày qua`
    return n(c, 'mobile_sessions') > 0
      ? `${written}; ${say(c, 'mobile_sessions')} phiên trên máy tính bảng, điện thoại trong 12 giờ`
      : `${written}; trong 12 giờ qua không phiên nào trên máy tính bảng, điện thoại`
  },
)
