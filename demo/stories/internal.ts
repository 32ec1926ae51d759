import type { Story } from './story.ts'

export const internal_stories: Story[] = [
  {
    id: 'dai-thao-duong',
    diagnosis: {
      code: 'E11.9',
      display: 'Đái tháo đường típ 2, không biến chứng',
      text: 'Đái tháo đường típ 2, tăng đường huyết chưa kiểm soát',
    },
    comorbid: { code: 'E78.5', display: 'Tăng lipid máu, không xác định', text: 'Rối loạn lipid máu' },
    differential: 'Đái tháo đường thứ phát do corticoid',
    department: 'K03',
    form: '01-BV1',
    age: [42, 82],
    days: [5, 9],
    sick_day: [7, 20],
    admit_from: '2',
    reason: 'Mệt mỏi, khát nước, tiểu nhiều, gầy sút 4 kg',
    history:
      'Bệnh nhân {gioi}, {tuoi}, phát hiện đái tháo đường típ 2 cách đây nhiều năm, dùng metformin không đều, tự bỏ thuốc khoảng 2 tháng để uống thuốc nam. Đợt này {ngay_benh} ngày: khát nước, uống 3–4 lít/ngày, tiểu nhiều cả đêm, mệt, sút 4 kg trong 1 tháng. Không sốt, không đau bụng, không nôn. Test đường máu mao mạch tại phòng khám 21,4 mmol/L nên vào viện.',
    own_history: [
      'Đái tháo đường típ 2 khoảng 8 năm, điều trị không thường xuyên.',
      'Đái tháo đường típ 2 phát hiện 3 năm, tăng huyết áp 2 năm.',
    ],
    family_history: 'Mẹ mắc đái tháo đường típ 2.',
    general:
      'Tỉnh, tiếp xúc tốt, da khô, môi khô, véo da chậm mất nhẹ. Không sốt, không phù. Hơi thở không có mùi ceton. BMI 22,4.',
    organs: {
      nerves: 'Glasgow 15 điểm. Giảm cảm giác nông kiểu đi tất hai bàn chân, phản xạ gân gót giảm. Không liệt.',
      limbs: 'Hai bàn chân khô, không loét, mạch mu chân bắt rõ hai bên.',
      other: 'Tuyến giáp không to. Véo da mất chậm nhẹ, môi khô. Đường máu mao mạch lúc vào khoa 19,8 mmol/L.',
    },
    vitals: { pulse: 92, temperature: 36.9, systolic: 135, diastolic: 82, breaths: 19, spo2: 97 },
    labs: {
      glucose: 19.8,
      hba1c: 11.2,
      sodium: 134,
      potassium: 3.8,
      triglyceride: 3.9,
      cholesterol: 6.4,
      ldl: 4.1,
      creatinine: 96,
      urine_protein: 'Âm tính',
    },
    imaging: [{ title: 'Siêu âm ổ bụng', conclusion: 'Gan nhiễm mỡ độ I. Tụy, lách, hai thận chưa thấy bất thường.' }],
    drugs: [
      {
        name: 'Insulin người trộn 30/70 (100 IU/ml)',
        dose: 'Tiêm dưới da trước ăn sáng 14 đơn vị, trước ăn tối 10 đơn vị',
        route: 'Tiêm dưới da',
      },
      { name: 'Metformin 850 mg', dose: '1 viên × 2 lần/ngày sau ăn', route: 'Uống' },
      { name: 'Atorvastatin 20 mg', dose: '1 viên uống tối', route: 'Uống' },
      {
        name: 'Natri clorid 0,9% 500 ml',
        dose: '2 chai truyền tĩnh mạch 60 giọt/phút ngày đầu',
        route: 'Truyền tĩnh mạch',
      },
    ],
    tests_wanted:
      'Glucose máu, HbA1c, điện giải đồ, khí máu, ceton niệu, chức năng gan thận, lipid máu, albumin niệu; điện tim; siêu âm ổ bụng; soi đáy mắt.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, tiền sử đái tháo đường típ 2 bỏ thuốc. Vào viện vì khát, tiểu nhiều, sút cân. Khám: mất nước nhẹ, giảm cảm giác hai bàn chân, không toan ceton. Đường máu 19,8 mmol/L, HbA1c 11,2%, triglycerid 3,9 mmol/L.',
    prognosis: 'Gần: tốt. Xa: dè dặt do biến chứng mạch máu nhỏ nếu không tuân thủ điều trị.',
    plan: 'Insulin nền – trộn, bù dịch, statin, tiết chế dinh dưỡng; theo dõi đường máu mao mạch 4 lần/ngày; giáo dục sức khỏe.',
    course: [
      {
        s: 'Mệt, khát nước, tiểu đêm 4 lần.',
        o: 'Tỉnh, da khô. Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}. ĐMMM: 19,8 – 17,2 – 16,5 mmol/L. Tim phổi bình thường.',
        a: 'Tăng đường huyết, mất nước nhẹ, chưa có toan ceton.',
        p: 'Bù dịch, khởi trị insulin, tìm yếu tố nhiễm trùng.',
        orders:
          '- NaCl 0,9% 500 ml × 2 chai TTM 60 giọt/phút\n- Insulin 30/70: sáng 14 đv, tối 10 đv, tiêm dưới da trước ăn 30 phút\n- Metformin 850 mg × 2 viên, uống chia 2\n- Atorvastatin 20 mg × 1 viên tối\n- ĐMMM 6h – 11h – 17h – 21h. Chế độ ăn đái tháo đường 1.600 kcal',
      },
      {
        s: 'Đỡ khát, đi tiểu ít hơn, ngủ được.',
        o: 'Mạch {mach}, HA {ha}. ĐMMM: 13,4 – 12,1 – 14,0 – 10,8 mmol/L. Không có dấu hiệu hạ đường huyết.',
        a: 'Đường huyết giảm, còn cao sau ăn.',
        p: 'Tăng liều insulin sáng, tư vấn dinh dưỡng.',
        orders:
          '- Insulin 30/70: sáng 16 đv, tối 12 đv\n- Metformin, atorvastatin như trên\n- Mời khám mắt soi đáy mắt',
      },
      {
        s: 'Hết khát, ăn ngủ tốt, không vã mồ hôi, không run tay.',
        o: 'Mạch {mach}, HA {ha}. ĐMMM: 8,2 – 9,6 – 8,8 – 7,9 mmol/L.',
        a: 'Đường huyết gần đạt mục tiêu.',
        p: 'Giữ liều, hướng dẫn tự tiêm và nhận biết hạ đường huyết.',
        orders:
          '- Insulin 30/70: sáng 16 đv, tối 12 đv\n- Metformin 850 mg × 2 viên\n- Điều dưỡng hướng dẫn tự tiêm insulin, chăm sóc bàn chân',
      },
    ],
    closing: {
      process:
        'Vào viện vì tăng đường huyết mất kiểm soát do bỏ thuốc, mất nước nhẹ, không toan ceton. Được bù dịch, dùng insulin trộn và metformin, đường huyết về mục tiêu sau 4–5 ngày.',
      tests:
        'Glucose 19,8 → 6,9 mmol/L; HbA1c 11,2%; triglycerid 3,9; LDL-C 4,1 mmol/L; ceton niệu âm tính; creatinin bình thường.',
      treatment: 'Insulin trộn 30/70, metformin, atorvastatin, bù dịch, tiết chế.',
      state: 'Tỉnh, không khát, ĐMMM đói 6,9 mmol/L, huyết áp ổn định.',
      advice: 'Dùng thuốc theo đơn, tự theo dõi đường máu, tái khám phòng khám nội tiết sau 2 tuần.',
    },
    result: '2',
  },
  {
    id: 'viem-da-day',
    diagnosis: {
      code: 'K29.7',
      display: 'Viêm dạ dày, không xác định',
      text: 'Viêm dạ dày, theo dõi loét hành tá tràng',
    },
    differential: 'Viêm tụy cấp; cơn đau quặn mật',
    department: 'K03',
    form: '01-BV1',
    age: [20, 72],
    days: [4, 6],
    sick_day: [3, 10],
    admit_from: '2',
    reason: 'Đau thượng vị, nôn',
    history:
      'Bệnh nhân {gioi}, {tuoi}. {ngay_benh} ngày nay đau rát thượng vị, tăng khi đói và về đêm, ợ chua, buồn nôn, nôn ra thức ăn 2 lần không lẫn máu. Phân vàng. Có dùng thuốc giảm đau khớp tự mua 10 ngày.',
    own_history: ['Viêm dạ dày HP dương tính đã điều trị 2 năm trước.', 'Hay uống rượu bia, ăn uống thất thường.'],
    family_history: 'Bố bị loét tá tràng.',
    general: 'Tỉnh, tiếp xúc tốt, da niêm mạc hồng, không sốt, không phù.',
    organs: {
      belly: 'Bụng mềm, ấn đau thượng vị, không phản ứng, Murphy (-), gan lách không to. Thăm trực tràng phân vàng.',
    },
    vitals: { pulse: 86, temperature: 36.9, systolic: 118, diastolic: 72, breaths: 18, spo2: 98 },
    labs: { wbc: 8.8, hgb: 132, ast: 28, alt: 31 },
    imaging: [
      {
        title: 'Nội soi dạ dày tá tràng',
        conclusion:
          'Viêm trợt hang vị mức độ vừa, hành tá tràng phù nề, ổ loét nông 4 mm Forrest III. Test urease: dương tính.',
      },
    ],
    drugs: [
      { name: 'Esomeprazol 40 mg', dose: '1 lọ tiêm tĩnh mạch × 2 lần/ngày', route: 'Tiêm tĩnh mạch' },
      { name: 'Sucralfat 1 g', dose: '1 gói × 4 lần/ngày trước ăn 1 giờ và trước ngủ', route: 'Uống' },
      { name: 'Domperidon 10 mg', dose: '1 viên trước ăn khi buồn nôn, tối đa 3 viên/ngày', route: 'Uống' },
    ],
    tests_wanted: 'Công thức máu, amylase, chức năng gan thận, nội soi dạ dày tá tràng, test HP, siêu âm ổ bụng.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, đau thượng vị {ngay_benh} ngày, nôn, có dùng NSAID. Khám bụng mềm, ấn đau thượng vị, không dấu hiệu ngoại khoa, không thiếu máu.',
    prognosis: 'Gần: tốt. Xa: tốt nếu diệt HP và tránh NSAID.',
    plan: 'Ức chế bơm proton, băng niêm mạc, nội soi, phác đồ diệt HP nếu dương tính.',
    course: [
      {
        s: 'Đau rát thượng vị, buồn nôn.',
        o: 'Mạch {mach}, HA {ha}, nhiệt độ {nhiet}°C. Bụng mềm, ấn đau thượng vị.',
        a: 'Viêm dạ dày tá tràng, chưa có biến chứng chảy máu.',
        p: 'Nội soi dạ dày sáng mai, nhịn ăn từ 22 giờ.',
        orders:
          '- Esomeprazol 40 mg × 2 lọ TMC 8h – 20h\n- Sucralfat 1 g × 4 gói\n- Domperidon 10 mg khi nôn\n- Cháo loãng; nhịn ăn sau 22h',
      },
      {
        s: 'Đỡ đau, hết nôn.',
        o: 'Mạch {mach}, HA {ha}. Bụng mềm. Nội soi: viêm trợt hang vị, loét nông hành tá tràng, HP (+).',
        a: 'Loét hành tá tràng HP dương tính.',
        p: 'Diệt HP phác đồ 4 thuốc có bismuth 14 ngày.',
        orders:
          '- Esomeprazol 40 mg × 2 viên\n- Bismuth 120 mg × 4 viên\n- Tetracyclin 500 mg × 4 viên\n- Metronidazol 500 mg × 3 viên',
      },
      {
        s: 'Không đau, ăn cơm mềm được.',
        o: 'Mạch {mach}, HA {ha}. Bụng mềm, không điểm đau.',
        a: 'Ổn định.',
        p: 'Ra viện, tiếp tục phác đồ tại nhà.',
        orders: '- Thuốc như trên\n- Tư vấn kiêng rượu bia, không tự dùng thuốc giảm đau',
      },
    ],
    closing: {
      process:
        'Đau thượng vị do loét hành tá tràng HP dương tính sau dùng NSAID, đáp ứng tốt với PPI và phác đồ diệt HP.',
      tests: 'Nội soi: loét hành tá tràng Forrest III, HP (+). Hb 132 g/L.',
      treatment: 'PPI, sucralfat, phác đồ 4 thuốc có bismuth.',
      state: 'Hết đau, ăn uống được.',
      advice: 'Uống đủ 14 ngày, kiểm tra HP bằng test thở sau 4 tuần ngừng thuốc.',
    },
    result: '2',
  },
]
