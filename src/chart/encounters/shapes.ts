import { group, list, one_of, optional, text, when_absent } from '../../base/shapes/index.ts'
import type { Shape } from '../../base/shapes/index.ts'
import type { Admission, DiagnosisSaid, Discharge, MainDiagnosisSaid, Transfer } from './contract.ts'

const words_length_max = 10_000
const diagnosis = (label: string): Shape<DiagnosisSaid> =>
  group<DiagnosisSaid>(label, {
    text: text('lời chẩn đoán', words_length_max),
    code: optional(text('mã bệnh', 20)),
  })

export const admission_shape: Shape<Admission> = group<Admission>('lượt nhập viện', {
  patient: text('người bệnh', 64),
  kind: one_of('loại điều trị', ['inpatient', 'outpatient', 'station']),
  admitted_at: text('giờ vào viện', 40),
  admit_from: one_of('“Trực tiếp vào”', ['1', '2', '3']),
  referred_by: one_of('“Nơi giới thiệu”', ['1', '2', '3']),
  payer_kind: one_of('đối tượng', ['1', '2', '3', '4']),
  department: text('khoa', 64),
  bed: optional(text('giường', 64)),
  referral_diagnosis: optional(diagnosis('chẩn đoán nơi chuyển đến')),
  emergency_diagnosis: optional(diagnosis('chẩn đoán khoa khám bệnh, cấp cứu')),
  admission_diagnosis: optional(diagnosis('chẩn đoán khi vào khoa')),
  form: text('mẫu bệnh án', 60),
})

export const transfer_shape: Shape<Transfer> = group<Transfer>('lượt chuyển khoa', {
  department: text('khoa', 64),
  bed: optional(text('giường', 64)),
  at: text('giờ chuyển', 40),
})

export const discharge_shape: Shape<Discharge> = group<Discharge>('lượt ra viện', {
  at: text('giờ ra viện', 40),
  kind: one_of('hình thức ra viện', ['1', '2', '3', '4', '5']),
  result: one_of('kết quả điều trị', ['1', '2', '3', '4', '5']),
  died_at: optional(text('giờ tử vong', 40)),
  main: group<MainDiagnosisSaid>('chẩn đoán ra viện (bệnh chính)', {
    text: text('lời chẩn đoán ra viện (bệnh chính)', words_length_max),
    code: text('mã bệnh chính', 20),
  }),
  comorbid: when_absent(list('bệnh kèm theo', diagnosis('bệnh kèm theo'), 50), []),
})
