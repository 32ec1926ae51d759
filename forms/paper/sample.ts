/** Made-up answers for every item of any form: for previews and tests. No person stands behind them. */
import { fields_of } from '../../src/chart/medical-record/form-definition.ts'
import type { Column, Field, FormDefinition } from '../../src/chart/medical-record/form-definition.ts'
import type { Answers, PaperInput, TableRow } from '../../src/standards/print/index.ts'

const known: Record<string, string> = {
  'facility.authority': 'Sở Y tế Quảng Ngãi',
  'facility.name': 'Bệnh viện Đa khoa Bình Minh',
  'stay.department': 'Nội tổng hợp',
  'stay.bed': '12',
  'stay.room': '305',
  'stay.archive_number': '26.004517',
  'stay.ma_yt': '51/210/26/004517',
  'patient.name': 'NGUYỄN THỊ BƯỞI',
  'patient.birth_date': '1958-03-07',
  'patient.age': '68',
  'patient.gender': '2',
  'patient.occupation': 'Hưu trí',
  'patient.occupation_code': '09',
  'patient.ethnicity': 'Kinh',
  'patient.ethnicity_code': '01',
  'patient.nationality': 'Không',
  'patient.address.line': '27',
  'patient.address.hamlet': 'Thôn Đông Yên',
  'patient.address.ward': 'Xã Bình Sơn',
  'patient.address.province': 'Quảng Ngãi',
  'patient.address.province_code': '51',
  'patient.contact.name': 'Trần Văn Hữu (chồng), thôn Đông Yên, xã Bình Sơn',
  'patient.contact.phone': '0905 000 000',
  'patient.nationality_code': '00',
  'patient.workplace': 'Hợp tác xã nông nghiệp Bình Sơn, tỉnh Quảng Ngãi',
  'coverage.number': 'HT3515112345678',
  'coverage.valid_to': '2026-12-31',
  'stay.admitted_at': '2026-11-03T08:30',
  'stay.discharged_at': '2026-11-12T15:00',
  'stay.days': '9',
  'facility.parent_name': 'Sở Y tế Quảng Ngãi',
  'facility.full_name': 'Bệnh viện Đa khoa Bình Minh',
  'facility.code': '51210',
  'stay.admission_number': '26.018734',
  'patient.national_id': '051158001234',
  'patient.address.full': 'Số 27, thôn Đông Yên, xã Bình Sơn, tỉnh Quảng Ngãi',
  'patient.nationality.full': 'Việt Nam',
  'coverage.valid_from': '2026-01-01',
  'letter.diagnosis': 'Viêm phổi thùy dưới phải do vi khuẩn, suy hô hấp độ I',
  'letter.vitals':
    'Mạch 96 lần/phút, HA 130/80 mmHg, nhiệt độ 38,2 °C, nhịp thở 24 lần/phút, SpO₂ 93 % (14:30 12/11/2026)',
  'diagnosis.admission': 'Viêm phổi thùy dưới phải do vi khuẩn, chưa loại trừ lao',
  'diagnosis.admission.code': 'J15.9',
  'diagnosis.discharge': 'Viêm phổi do vi khuẩn, không xác định',
  'diagnosis.discharge.code': 'J15.9',
}

const prose =
  'Bệnh khởi phát cách nhập viện ba ngày với sốt cao, rét run, ho khạc đờm vàng đặc, đau ngực phải tăng khi hít sâu; ' +
  'ở nhà uống paracetamol, không đỡ. Nghe phổi: ran nổ vùng đáy phải, rì rào phế nang giảm.'

function answer_of(field: Field): Answers[string] {
  const bound = field.bind === undefined ? undefined : known[field.bind]
  if (bound !== undefined) return bound
  switch (field.type) {
    case 'text':
      return field.repeatable ? ['Tăng huyết áp', 'Đái tháo đường típ 2'] : 'Bình thường, chưa ghi nhận gì thêm'
    case 'long-text':
      return prose
    case 'number':
    case 'vital':
      return field.observe?.code === '85354-9' ? '150/90' : field.observe?.code === '8310-5' ? '38.4' : '7'
    case 'boolean':
      return true
    case 'choice':
      return field.options[0]?.code ?? ''
    case 'multi-choice':
      return field.options.slice(0, 2).map((option) => option.code)
    case 'date':
      return '2026-11-12'
    case 'datetime':
      return '2026-11-12T15:00'
    case 'code':
      return field.repeatable ? ['I10', 'E11.9'] : 'J15.9'
    case 'table':
      return Array.from({ length: field.fixed_rows?.length ?? 2 }, () => row_of(field.columns))
    case 'drawing':
    case 'signature':
      return ''
  }
}

const fixed_columns = new Set(['tt', 'muc', 'loai', 'tc'])

const row_of = (columns: Column[]): TableRow =>
  Object.fromEntries(columns.filter(({ id }) => !fixed_columns.has(id)).map((column) => [column.id, cell_of(column)]))

function cell_of(column: Column): string | boolean {
  if (column.type === 'boolean') return true
  if (column.type === 'number') return '12'
  if (column.type === 'date' || column.type === 'datetime') return '2026-11-03T09:15'
  if (column.type === 'choice') return column.options?.[0]?.code ?? ''
  return column.type === 'long-text' ? prose : 'Nội hô hấp'
}

export function sample_input(form: FormDefinition): PaperInput {
  const fields = fields_of(form).filter((field) => field.bind !== 'form.code')
  const signers = fields.filter((field) => field.type === 'signature')
  return {
    form,
    answers: Object.fromEntries(
      fields.map((field) => [field.id, answer_of(field)]).filter(([, value]) => value !== ''),
    ),
    signatures: Object.fromEntries(
      signers.map(({ id, label, ...item }) => [
        id,
        'role' in item && item.role === 'co-so'
          ? { name: 'Bệnh viện Đa khoa Bình Minh', role: label, at: '2026-11-12T16:06', is_seal: true }
          : { name: 'BS. Lê Thị Ngọc Ánh', role: label, at: '2026-11-12T16:05' },
      ]),
    ),
    signers: signers.map(({ id, label }) => ({ id, label })),
    marks: {
      facility_name: 'Bệnh viện Đa khoa Bình Minh',
      printed_at: '2026-11-12T16:10',
      printed_by: 'Lê Thị Ngọc Ánh',
      qr_text: 'BAM-26-004517-7F3A',
      system: 'Bệnh Án Mở',
      status: 'copy',
    },
    mode: 'paper',
  }
}
