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
export { look_up, sell, undo_sale, view_sold } from './dispensing.ts'
export { release, send_when_signed, view_outbox } from './outbox.ts'
export { create_pump, type Pump, type PumpOptions } from './pump.ts'
export { gateway_shape, prescriber_shape, sale_shape } from './shapes.ts'
