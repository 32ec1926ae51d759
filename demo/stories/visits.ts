import type { Visit } from './story.ts'

const calm = { pulse: 78, temperature: 36.7, systolic: 122, diastolic: 76, breaths: 18, spo2: 98 }

export const visits: Visit[] = [
  {
    id: 'kham-tha',
    diagnosis: {
      code: 'I10',
      display: 'Tăng huyết áp vô căn (nguyên phát)',
      text: 'Tăng huyết áp độ 1, tái khám định kỳ',
    },
    age: [42, 88],
    reason: 'Tái khám, lĩnh thuốc huyết áp hằng tháng',
    vitals: { ...calm, systolic: 144, diastolic: 88 },
    labs: { glucose: 5.8, creatinine: 88, potassium: 4.1, cholesterol: 5.6 },
    drugs: [
      { name: 'Amlodipin 5 mg', dose: '1 viên uống sáng × 28 ngày', route: 'Uống' },
      { name: 'Losartan 50 mg', dose: '1 viên uống sáng × 28 ngày', route: 'Uống' },
    ],
    result: '2',
  },
  {
    id: 'kham-dtd',
    diagnosis: {
      code: 'E11.9',
      display: 'Đái tháo đường típ 2, không biến chứng',
      text: 'Đái tháo đường típ 2, kiểm soát chưa tốt',
    },
    age: [40, 84],
    reason: 'Tái khám đái tháo đường, khát nước, tê chân',
    vitals: calm,
    labs: { glucose: 9.2, hba1c: 8.1, creatinine: 92, ldl: 3.6 },
    drugs: [
      { name: 'Metformin 850 mg', dose: '1 viên × 2 lần/ngày sau ăn × 28 ngày', route: 'Uống' },
      { name: 'Gliclazid MR 60 mg', dose: '1 viên uống trước ăn sáng × 28 ngày', route: 'Uống' },
    ],
    result: '2',
  },
  {
    id: 'kham-hong',
    diagnosis: { code: 'J02.9', display: 'Viêm họng cấp, không xác định', text: 'Viêm họng cấp' },
    age: [4, 70],
    reason: 'Đau họng, sốt nhẹ, ho khan',
    vitals: { ...calm, temperature: 37.9, pulse: 88 },
    labs: {},
    drugs: [
      { name: 'Amoxicilin 500 mg', dose: '1 viên × 3 lần/ngày × 5 ngày', route: 'Uống' },
      { name: 'Paracetamol 500 mg', dose: '1 viên khi sốt ≥ 38,5°C', route: 'Uống' },
    ],
    result: '1',
  },
  {
    id: 'kham-hong-tre',
    diagnosis: {
      code: 'J06.9',
      display: 'Nhiễm trùng đường hô hấp trên cấp, không xác định',
      text: 'Viêm đường hô hấp trên cấp',
    },
    age: [0.5, 10],
    reason: 'Sốt, chảy mũi, ho',
    vitals: { ...calm, temperature: 38.1, pulse: 112, breaths: 28, systolic: 92, diastolic: 58 },
    labs: {},
    drugs: [
      { name: 'Paracetamol 150 mg', dose: '1 gói khi sốt ≥ 38,5°C, cách 6 giờ', route: 'Uống' },
      { name: 'Natri clorid 0,9% nhỏ mũi', dose: 'Nhỏ 2 giọt mỗi bên × 4 lần/ngày', route: 'Nhỏ mũi' },
    ],
    result: '1',
  },
  {
    id: 'kham-goi',
    diagnosis: { code: 'M17.9', display: 'Thoái hóa khớp gối, không xác định', text: 'Thoái hóa khớp gối hai bên' },
    age: [50, 85],
    reason: 'Đau hai khớp gối khi đi lại, lên xuống cầu thang',
    vitals: calm,
    labs: { uric_acid: 362, crp: 3.1 },
    drugs: [
      { name: 'Meloxicam 7,5 mg', dose: '1 viên/ngày sau ăn × 10 ngày', route: 'Uống' },
      { name: 'Glucosamin 500 mg', dose: '1 viên × 3 lần/ngày × 30 ngày', route: 'Uống' },
    ],
    result: '2',
  },
  {
    id: 'kham-da-day',
    diagnosis: { code: 'K29.7', display: 'Viêm dạ dày, không xác định', text: 'Viêm dạ dày' },
    age: [18, 75],
    reason: 'Đau thượng vị, ợ chua sau ăn',
    vitals: calm,
    labs: {},
    drugs: [{ name: 'Esomeprazol 40 mg', dose: '1 viên trước ăn sáng 30 phút × 28 ngày', route: 'Uống' }],
    result: '2',
  },
  {
    id: 'kham-thai',
    diagnosis: {
      code: 'Z34.9',
      display: 'Giám sát thai bình thường, không xác định',
      text: 'Khám thai định kỳ, thai phát triển bình thường',
    },
    gender: 'female',
    age: [19, 40],
    reason: 'Khám thai định kỳ',
    vitals: { ...calm, systolic: 112, diastolic: 70 },
    labs: { hgb: 118, glucose: 4.6, urine_protein: 'Âm tính' },
    drugs: [{ name: 'Sắt nguyên tố 60 mg + acid folic 0,4 mg', dose: '1 viên/ngày × 30 ngày', route: 'Uống' }],
    result: '1',
  },
]
