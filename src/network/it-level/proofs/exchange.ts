import { ask_row, n, say, used, type Proof } from './proof.ts'

/** Doors to others: which are open, and what went through them. */
export const exchange: Proof = {
  query: 'it-level/exchange',
  ask: (sql, { facility, since }) =>
    ask_row(
      sql,
      `SELECT
         (SELECT count(*) FROM exchange.hub_link WHERE facility = $1) AS links,
         (SELECT count(*) FROM exchange.hub_link WHERE facility = $1 AND is_on) AS links_on,
         (SELECT count(*) FROM exchange.outgoing WHERE facility = $1 AND taken_at >= $2) AS shared,
         (SELECT count(*) FROM exchange.incoming WHERE facility = $1 AND received_at >= $2) AS received,
         (SELECT count(*) FROM eprescription.outbox WHERE facility = $1 AND status = 'delivered' AND delivered_at >= $2)
           AS e_prescriptions,
         (SELECT count(*) FROM access.client WHERE facility = $1) AS clients,
         (SELECT count(*) FROM access.client WHERE facility = $1 AND active) AS clients_active,
         (SELECT count(*) FROM audit.event WHERE facility = $1 AND at >= $2
            AND actor IN (SELECT client_id FROM access.client WHERE facility = $1)) AS client_acts`,
      [facility, since],
    ),
  judges: {
    'T54-HIS-704': used(
      ['links_on', 'shared', 'received'],
      (c) => n(c, 'links_on') > 0 && n(c, 'shared') > 0,
      (c) => {
        if (n(c, 'links') === 0) return 'Chưa kết nối trục liên thông'
        if (n(c, 'links_on') === 0) return 'Kết nối trục liên thông đang tắt'
        return n(c, 'shared') === 0
          ? 'Kết nối trục đang bật nhưng 30 ngày qua trục chưa nhận giấy nào'
          : `${say(c, 'shared')} giấy trục đã nhận, ${say(c, 'received')} giấy đến trong 30 ngày qua`
      },
    ),
    'T54-NFR-11': used(
      ['clients_active', 'client_acts', 'e_prescriptions'],
      (c) => n(c, 'clients_active') > 0 && n(c, 'client_acts') + n(c, 'e_prescriptions') > 0,
      (c) => {
        if (n(c, 'clients') === 0) return 'Chưa có hệ thống hoặc ứng dụng nào được cấp kết nối'
        if (n(c, 'clients_active') === 0) return 'Mọi kết nối của hệ thống khác đang bị tắt'
        const sent = `${say(c, 'e_prescriptions')} đơn thuốc hệ thống quốc gia đã nhận`
        return n(c, 'client_acts') + n(c, 'e_prescriptions') === 0
          ? `${say(c, 'clients_active')} kết nối đang mở nhưng 30 ngày qua không hệ thống nào dùng`
          : `${say(c, 'clients_active')} kết nối FHIR/SMART đang mở, ${say(c, 'client_acts')} lượt gọi, ${sent} trong 30 ngày qua`
      },
    ),
  },
}
