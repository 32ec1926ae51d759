import { ask_row, n, say, used, type Proof } from './proof.ts'

/** What was ordered in our own records; what was taken back is no order. */
export const orders: Proof = {
  query: 'it-level/orders',
  ask: (sql, { facility, since }) =>
    ask_row(
      sql,
      `SELECT count(*) AS orders,
         count(*) FILTER (WHERE body::jsonb #>> '{requisition,value}' IS NOT NULL) AS on_slips
       FROM record.resource WHERE facility = $1 AND type = 'ServiceRequest' AND updated_at >= $2 AND NOT deleted
         AND body::jsonb ->> 'status' NOT IN ('revoked', 'entered-in-error', 'draft')`,
      [facility, since],
    ),
  judges: {
    'T54-HIS-201': used(
      ['orders', 'on_slips'],
      (c) => n(c, 'orders') > 0,
      (c) =>
        n(c, 'orders') > 0
          ? `${say(c, 'orders')} chỉ định cận lâm sàng trong bệnh án 30 ngày qua, ${say(c, 'on_slips')} trên phiếu có số`
          : 'Không có chỉ định cận lâm sàng nào trong bệnh án 30 ngày qua',
    ),
  },
}
