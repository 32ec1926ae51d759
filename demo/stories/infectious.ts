import { ceftriaxone, fever, story } from './brief.ts'
import type { Story } from './story.ts'

export const infectious_stories: Story[] = [
  story({
    id: 'sot-dengue',
    diagnosis: {
      code: 'A97.1',
      display: 'Sốt Dengue có dấu hiệu cảnh báo',
      text: 'Sốt xuất huyết Dengue có dấu hiệu cảnh báo ngày thứ 5',
    },
    differential: 'Sốt mò; nhiễm khuẩn huyết',
    department: 'K11',
    form: '01-BV1',
    age: [16, 70],
    days: [5, 8],
    sick_day: [4, 5],
    admit_from: '2',
    reason: 'Sốt cao, đau mỏi người, chảy máu chân răng',
    history:
      'Bệnh nhân {gioi}, {tuoi}. {ngay_benh} ngày nay sốt cao đột ngột 39–40°C, đau đầu, đau sau hốc mắt, đau cơ khớp, uống paracetamol đỡ ít. Hôm nay chảy máu chân răng, đau tức hạ sườn phải, nôn 3 lần. Xung quanh nhà có người sốt tương tự.',
    own_history: ['Khỏe mạnh.', 'Đã mắc sốt xuất huyết năm 2022.'],
    general: 'Tỉnh, mệt, da xung huyết, chấm xuất huyết cẳng tay, lacet (+), chân tay ấm.',
    organs: { belly: 'Bụng mềm, gan dưới bờ sườn 1 cm, ấn tức hạ sườn phải.' },
    vitals: { ...fever, systolic: 105, diastolic: 70 },
    labs: { wbc: 2.6, neut: 48, plt: 42, hct: 47.5, hgb: 156, ast: 168, alt: 132, ns1: 'Dương tính', albumin: 34 },
    imaging: [
      { title: 'Siêu âm ổ bụng', conclusion: 'Thành túi mật dày 5 mm, dịch ổ bụng và màng phổi phải lượng ít.' },
    ],
    drugs: [
      { name: 'Ringer lactat 500 ml', dose: '6 ml/kg/giờ × 2 giờ rồi giảm theo đáp ứng', route: 'Truyền tĩnh mạch' },
      { name: 'Paracetamol 500 mg', dose: '1 viên khi sốt ≥ 38,5°C, không quá 4 viên/ngày', route: 'Uống' },
      { name: 'Oresol', dose: '2 lít/ngày', route: 'Uống' },
    ],
    tests_wanted: 'Công thức máu mỗi 6–12 giờ, Hct, men gan, NS1, siêu âm bụng – ngực.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, sốt ngày {ngay_benh}, xuất huyết niêm mạc, đau hạ sườn phải, tiểu cầu 42 G/L, NS1 (+).',
    prognosis: 'Gần: dè dặt trong giai đoạn nguy hiểm ngày 4–7. Xa: tốt.',
    plan: 'Truyền dịch theo Hct, theo dõi sốc, không dùng aspirin, ibuprofen.',
    days_told: [
      [
        'Sốt, chảy máu chân răng, đau hạ sườn phải.',
        'Chấm xuất huyết cẳng tay, gan ấn tức, mạch rõ, nước tiểu 1.200 ml.',
        'Dengue có dấu hiệu cảnh báo, giai đoạn nguy hiểm.',
        'Truyền dịch, Hct mỗi 6 giờ, theo dõi M, HA mỗi 2 giờ.',
      ],
      [
        'Hết sốt, mệt, ăn ít.',
        'Không xuất huyết mới, chân tay ấm. Tiểu cầu 38 G/L, Hct 44%.',
        'Chưa thoát giai đoạn nguy hiểm.',
        'Giảm dịch, tiếp tục theo dõi.',
      ],
      [
        'Ăn ngon, ngứa lòng bàn tay chân.',
        'Ban hồi phục cẳng chân. Tiểu cầu 86 G/L.',
        'Giai đoạn hồi phục.',
        'Ngừng dịch, xét nghiệm lại sáng mai.',
      ],
    ],
    treatment: 'Bù dịch tĩnh mạch và uống, hạ sốt.',
    advice: 'Diệt loăng quăng, ngủ màn, tái khám khi chảy máu, đau bụng.',
    result: '1',
  }),
  story({
    id: 'viem-mo-bao',
    diagnosis: { code: 'L03.1', display: 'Viêm mô bào ở phần khác của chi', text: 'Viêm mô bào cẳng chân phải' },
    differential: 'Huyết khối tĩnh mạch sâu; viêm cân hoại tử',
    department: 'K11',
    form: '01-BV1',
    age: [28, 80],
    days: [6, 9],
    sick_day: [2, 5],
    admit_from: '2',
    reason: 'Sưng nóng đỏ đau cẳng chân phải, sốt',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Sau xước da khi làm ruộng, {ngay_benh} ngày nay cẳng chân phải sưng nóng đỏ lan lên, đau, sốt 38,8°C.',
    own_history: ['Đái tháo đường típ 2.', 'Suy tĩnh mạch chi dưới.'],
    general: 'Tỉnh, sốt {nhiet}°C, vẻ mặt nhiễm trùng.',
    organs: {
      limbs: 'Cẳng chân phải sưng đỏ 15 × 20 cm, nóng, ấn đau, không bọng nước, không lép bép, mạch mu chân rõ.',
    },
    vitals: fever,
    labs: { wbc: 17.9, neut: 87, crp: 165, glucose: 9.8 },
    imaging: [
      {
        title: 'Siêu âm phần mềm và mạch chi dưới',
        conclusion: 'Phù nề mô dưới da cẳng chân phải, không ổ áp xe, không huyết khối tĩnh mạch sâu.',
      },
    ],
    drugs: [
      ceftriaxone,
      { name: 'Clindamycin 600 mg', dose: '1 lọ truyền tĩnh mạch × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
    ],
    tests_wanted: 'Công thức máu, CRP, CK, cấy máu, siêu âm.',
    summary: 'Bệnh nhân {gioi} {tuoi}, sốt, cẳng chân phải sưng nóng đỏ, BC 17,9 G/L.',
    plan: 'Kháng sinh, gác cao chân, khoanh vùng tổn thương theo dõi lan.',
    days_told: [
      [
        'Sốt, đau cẳng chân.',
        'Vùng đỏ 15 × 20 cm, đã khoanh viền.',
        'Viêm mô bào mức độ vừa.',
        'Kháng sinh phối hợp, theo dõi hoại tử.',
      ],
      ['Hết sốt, đỡ đau.', 'Vùng đỏ thu trong viền.', 'Đáp ứng.', 'Tiếp tục.'],
      ['Hết đau, đi lại được.', 'Da nhăn, còn thâm.', 'Hồi phục.', 'Chuyển kháng sinh uống.'],
    ],
    treatment: 'Ceftriaxon, clindamycin.',
    advice: 'Đi ủng khi làm ruộng, kiểm soát đường máu.',
    result: '1',
  }),
]
