export {
  find_connection,
  list_prescriber_codes,
  put_connection,
  put_prescriber,
  type Connection,
  type ConnectionWish,
  type Secrets,
} from './connection.ts'
export { knock_gateway, put_gateway, remove_gateway, view_gateway } from './gateway-setting.ts'
export { put_prescriber_code } from './prescribers.ts'
export { decline_prescription } from './answer-letter.ts'
export { list_received } from './list-received.ts'
export { keep_received } from './received-store.ts'
export { seal_waiting, view_unsealed } from './seal-waiting.ts'
export { view_letter, view_pharmacies } from './view-letter.ts'
export { look_up, sell, undo_sale, view_sold } from './dispensing.ts'
export { confirm_told, release, view_outbox } from './outbox.ts'
export { send_when_signed } from './when-signed.ts'
export { create_pump, type Pump, type PumpOptions } from './pump.ts'
export { decline_shape, gateway_shape, prescriber_shape, sale_shape } from './shapes.ts'
