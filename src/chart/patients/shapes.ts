import {
  day,
  group,
  list,
  number,
  one_of,
  optional,
  text,
  when_absent,
  whole,
  yes_or_no,
} from '../../base/shapes/index.ts'
import type { Fields, Shape } from '../../base/shapes/index.ts'
import type { Coded, Correction, EndedNumber, Registration } from './contract.ts'

const coded = (label: string): Shape<Coded> =>
  group<Coded>(label, { code: text(`mã ${label}`, 60), display: text(`tên ${label}`, 300) })

/** What the clerk types, for a new person and for one who is put right. */
const person_fields: Fields<Registration> = {
  name: text('họ tên', 500),
  gender: one_of('giới tính', ['male', 'female', 'other', 'unknown']),
  birth_date: when_absent(text('ngày sinh', 20), ''),
  identity: group<Registration['identity']>('giấy tờ', {
    kind: one_of('loại giấy tờ', ['cccd', 'passport', 'cmnd', 'none']),
    value: text('số giấy tờ', 60),
  }),
  reason_without_id: optional(one_of('lý do không có giấy tờ', ['newborn', 'unknown-emergency', 'other'])),
  mother: optional(text('hồ sơ của mẹ', 64)),
  insurance: optional(
    group<NonNullable<Registration['insurance']>>('thẻ BHYT', {
      number: text('số thẻ BHYT', 60),
      from: optional(day('ngày thẻ bắt đầu')),
      to: optional(day('ngày thẻ hết hạn')),
      facility: optional(text('nơi đăng ký khám ban đầu', 60)),
      benefit_percent: optional(number('mức hưởng', 0, 100)),
    }),
  ),
  phone: optional(text('điện thoại', 60)),
  ethnicity: optional(coded('dân tộc')),
  occupation: optional(coded('nghề nghiệp')),
  nationality: optional(coded('quốc tịch')),
  address: optional(
    group<NonNullable<Registration['address']>>('địa chỉ', {
      line: optional(text('số nhà, đường', 500)),
      hamlet: optional(text('thôn, tổ dân phố', 500)),
      ward: optional(coded('xã, phường')),
      district: optional(text('huyện', 300)),
      province: optional(coded('tỉnh, thành phố')),
    }),
  ),
  workplace: optional(text('nơi làm việc', 500)),
  contact: optional(
    group<NonNullable<Registration['contact']>>('người nhà', {
      name: text('họ tên người nhà', 500),
      phone: optional(text('điện thoại người nhà', 60)),
      address: optional(text('địa chỉ người nhà', 1_000)),
      relationship: optional(text('quan hệ', 200)),
    }),
  ),
  confirm_new: optional(yes_or_no('lời xác nhận đã xem hồ sơ giống')),
}

export const registration_shape: Shape<Registration> = group<Registration>('người bệnh', person_fields)

export const correction_shape: Shape<Correction> = group<Correction>('người bệnh', {
  ...person_fields,
  if_match: whole('phiên bản đã xem (if_match)'),
  ended: optional(
    list(
      'số hết hiệu lực',
      group<EndedNumber>('số hết hiệu lực', {
        kind: one_of('loại giấy tờ', ['cccd', 'passport', 'cmnd', 'bhyt']),
        value: text('số giấy tờ', 60),
        from: optional(day('ngày bắt đầu')),
        to: day('ngày hết hiệu lực'),
      }),
      50,
    ),
  ),
})
