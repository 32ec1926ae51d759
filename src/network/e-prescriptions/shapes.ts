import { day, group, list, number, one_of, optional, text, type Shape } from '../../base/shapes/index.ts'
import {
  gateway_calls,
  health_ids,
  signature_forms,
  type DeclineWish,
  type GatewayPaths,
  type OptionalFields,
  type GatewayWish,
  type PrescriberWish,
  type SaleWish,
} from './contract.ts'
import { endpoint_profiles } from '../../platform/http/index.ts'

export const sale_shape: Shape<SaleWish> = group<SaleWish>('lần cấp thuốc', {
  invoice: text('số hóa đơn', 60),
  lines: list(
    'dòng thuốc',
    group<SaleWish['lines'][number]>('dòng thuốc', {
      id: text('mã dòng', 120),
      quantity: number('số lượng', 0, 100_000),
      substitute: optional(text('thuốc thay', 200)),
    }),
    60,
  ),
})

const paths_shape = group<GatewayPaths>(
  'đường dẫn',
  Object.fromEntries(gateway_calls.map((call) => [call, text('đường dẫn', 200)])) as Record<
    keyof GatewayPaths,
    Shape<string>
  >,
)

export const gateway_shape: Shape<GatewayWish> = group<GatewayWish>('kết nối đơn thuốc quốc gia', {
  profile: optional(one_of('hồ sơ kết nối', endpoint_profiles)),
  valid_from: optional(day('dùng từ ngày')),
  base_url: text('địa chỉ bên kê đơn', 300),
  pharmacy_base_url: text('địa chỉ bên cấp thuốc', 300),
  facility_code: text('mã liên thông cơ sở', 40),
  app_name: text('app-name', 300),
  password_field: text('tên trường mật khẩu', 60),
  token_field: text('tên trường mã truy cập', 60),
  paths: paths_shape,
  optional_fields: group<OptionalFields>('trường tùy chọn', {
    health_id: one_of('ma_dinh_danh_y_te', health_ids),
    signature: one_of('signature', signature_forms),
  }),
  pharmacy: group<GatewayWish['pharmacy']>('nơi cấp thuốc', {
    code: text('mã nơi cấp thuốc', 300),
    name: text('tên nơi cấp thuốc', 300),
    phone: text('điện thoại', 300),
    address: text('địa chỉ', 300),
  }),
})

export const decline_shape: Shape<DeclineWish> = group<DeclineWish>('trả lại đơn', { reason: text('lý do', 2_000) })

export const prescriber_shape: Shape<PrescriberWish> = group<PrescriberWish>('mã liên thông', {
  code: text('mã liên thông', 300),
})
