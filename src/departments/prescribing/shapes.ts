import {
  group,
  keyed,
  list,
  nothing,
  any_of,
  number,
  one_of,
  optional,
  text,
  whole,
  yes_or_no,
  type Shape,
} from '../../base/shapes/index.ts'
import type { NamedPharmacy } from '../../standards/e-prescription/index.ts'
import type { DraftBody, DraftLine, Drug, SaidDiagnosis, SignWish } from './contract.ts'

const or_null = <T>(label: string, shape: Shape<T>): Shape<T | null> =>
  any_of<T | null>(label, 'giá trị hoặc null', [shape, nothing])

const amount = (label: string, max: number): Shape<number | null> => or_null(label, number(label, 0, max))

const drug_shape: Shape<Drug> = group<Drug>('thuốc', {
  code: text('mã thuốc', 80),
  kind: one_of('loại sản phẩm', ['drug', 'decoction', 'supplement']),
  ingredient_code: text('mã hoạt chất', 80),
  ingredient: text('hoạt chất'),
  ingredients: list('tên so sánh', text('tên so sánh', 300), 60),
  brand: text('biệt dược', 500),
  strength: text('hàm lượng', 500),
  form: text('dạng bào chế', 500),
  route_code: text('mã đường dùng', 20),
  route: text('đường dùng', 200),
  unit: text('đơn vị', 100),
  registration: text('số đăng ký', 200),
  price: or_null('giá', number('giá', 0)),
  controlled: one_of('loại kiểm soát', ['none', 'N', 'H']),
  is_toxic: yes_or_no('thuốc độc'),
})

const line_shape: Shape<DraftLine> = group<DraftLine>('dòng thuốc', {
  id: text('mã dòng', 60),
  drug: drug_shape,
  dose: amount('liều mỗi lần', 100_000),
  dose_unit: text('đơn vị liều', 40),
  times_per_day: amount('số lần trong ngày', 24),
  days: or_null('số ngày', whole('số ngày')),
  time_of_use: text('thời điểm dùng', 200),
  quantity: amount('số lượng', 100_000),
  note: text('ghi thêm', 500),
})

const diagnosis_shape: Shape<SaidDiagnosis> = group<SaidDiagnosis>('chẩn đoán', {
  code: text('mã ICD-10', 20),
  text: text('chẩn đoán', 1_000),
})

const body_shape: Shape<DraftBody> = group<DraftBody>('đơn thuốc nháp', {
  lines: list('thuốc', line_shape, 40),
  diagnoses: list('chẩn đoán', diagnosis_shape, 20),
  advice: text('lời dặn', 2_000),
  reexam_days: or_null('số ngày tái khám', whole('số ngày tái khám')),
  weight_kg: amount('cân nặng', 500),
  guardian: text('người đưa trẻ', 200),
  recipient_name: text('người nhận thuốc', 200),
  recipient_identity: text('giấy tờ người nhận', 60),
  replaces: text('đơn được thay', 20),
  replace_reason: text('lý do thay', 500),
  pharmacy: optional(
    group<NamedPharmacy>('nhà thuốc', { code: text('mã nhà thuốc', 20), name: text('tên nhà thuốc', 300) }),
  ),
  reasons: keyed('lý do', text('lý do', 500)),
})

export const draft_shape: Shape<{ revision: number; body: DraftBody }> = group<{ revision: number; body: DraftBody }>(
  'bản nháp',
  {
    revision: whole('bản đã thấy'),
    body: body_shape,
  },
)

export const sign_shape: Shape<SignWish> = group<SignWish>('ký đơn', { revision: whole('bản đã thấy') })
