import type { Story } from './story.ts'

export const nephrology_stories: Story[] = [
  {
    id: 'viem-than-be-than',
    diagnosis: {
      code: 'N39.0',
      display: 'Nhiễm khuẩn đường tiết niệu, vị trí không xác định',
      text: 'Nhiễm khuẩn đường tiết niệu có sốt',
    },
    differential: 'Sỏi niệu quản; viêm phần phụ',
    department: 'K03',
    form: '01-BV1',
    gender: 'female',
    age: [19, 78],
    days: [5, 8],
    sick_day: [2, 4],
    admit_from: '2',
    reason: 'Sốt rét run, đau hông lưng phải, tiểu buốt',
    history:
      'Bệnh nhân {gioi}, {tuoi}. {ngay_benh} ngày trước vào viện tiểu buốt, tiểu rắt, nước tiểu đục, sau đó sốt 39°C kèm rét run, đau âm ỉ hông lưng phải không lan, buồn nôn. Tự mua thuốc uống không rõ loại không đỡ.',
    own_history: [
      'Viêm bàng quang 1 lần cách 1 năm, điều trị ngoại trú khỏi.',
      'Khỏe mạnh, chưa phát hiện bệnh mạn tính.',
    ],
    family_history: 'Chưa phát hiện bệnh lý liên quan.',
    general: 'Tỉnh, vẻ mặt nhiễm trùng, môi khô lưỡi bẩn, sốt {nhiet}°C, không phù.',
    organs: {
      kidneys: 'Ấn điểm sườn lưng phải đau, rung thận phải (+), chạm thận (-). Cầu bàng quang (-). Nước tiểu vàng đục.',
      belly: 'Bụng mềm, ấn tức hạ vị, không phản ứng thành bụng.',
    },
    vitals: { pulse: 104, temperature: 39.1, systolic: 110, diastolic: 70, breaths: 20, spo2: 97 },
    labs: {
      wbc: 17.2,
      neut: 88,
      crp: 136,
      procalcitonin: 2.1,
      creatinine: 84,
      urine_leukocyte: '3+ (500 BC/µl)',
      urine_nitrite: 'Dương tính',
      urine_protein: 'Vết',
      urine_blood: '1+',
    },
    imaging: [
      {
        title: 'Siêu âm hệ tiết niệu',
        conclusion: 'Thận phải kích thước tăng nhẹ, nhu mô phù nề, đài bể thận không giãn. Không thấy sỏi.',
      },
    ],
    drugs: [
      {
        name: 'Ertapenem 1 g',
        dose: '1 lọ pha NaCl 0,9% 100 ml truyền tĩnh mạch 30 phút, 9 giờ',
        route: 'Truyền tĩnh mạch',
      },
      { name: 'Ringer lactat 500 ml', dose: '2 chai truyền tĩnh mạch 40 giọt/phút', route: 'Truyền tĩnh mạch' },
      { name: 'Paracetamol 1 g/100 ml', dose: '1 chai truyền tĩnh mạch khi sốt ≥ 38,5°C', route: 'Truyền tĩnh mạch' },
    ],
    tests_wanted:
      'Công thức máu, CRP, procalcitonin, ure, creatinin, tổng phân tích và cấy nước tiểu trước kháng sinh, cấy máu; siêu âm hệ tiết niệu.',
    summary:
      'Bệnh nhân nữ {tuoi}, vào viện vì sốt rét run, đau hông lưng phải, tiểu buốt ngày thứ {ngay_benh}. Hội chứng nhiễm trùng rõ, rung thận phải (+), bạch cầu niệu 3+, nitrit dương tính. Siêu âm không ứ nước, không sỏi.',
    prognosis: 'Gần: khá. Xa: tốt, có thể tái phát.',
    plan: 'Kháng sinh tĩnh mạch, bù dịch, hạ sốt; chỉnh theo kháng sinh đồ; theo dõi sốc nhiễm khuẩn.',
    course: [
      {
        s: 'Sốt rét run 2 cơn, đau hông lưng phải, tiểu buốt.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}. Rung thận phải đau. Nước tiểu 1.400 ml/24 giờ, đục.',
        a: 'Nhiễm khuẩn tiết niệu trên, huyết động ổn định.',
        p: 'Kháng sinh phổ rộng sau cấy, theo dõi HA, nước tiểu.',
        orders:
          '- Ertapenem 1 g × 1 lọ TTM 9h\n- Ringer lactat 500 ml × 2 chai TTM\n- Paracetamol 1 g TTM khi sốt ≥ 38,5°C\n- Theo dõi mạch, nhiệt độ, HA mỗi 4 giờ, lượng nước tiểu 24 giờ',
      },
      {
        s: 'Còn 1 cơn sốt nhẹ buổi chiều, đỡ đau lưng.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}. Rung thận phải đau nhẹ. Nước tiểu trong hơn.',
        a: 'Đáp ứng kháng sinh.',
        p: 'Tiếp tục, chờ kết quả cấy nước tiểu.',
        orders: '- Ertapenem 1 g × 1 lọ TTM 9h\n- Uống nhiều nước 2 lít/ngày',
      },
      {
        s: 'Hết sốt, tiểu bình thường, ăn được.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}. Hố thắt lưng không đau. Cấy nước tiểu: E. coli > 10⁵ CFU/ml, nhạy carbapenem, fosfomycin.',
        a: 'Tiến triển tốt.',
        p: 'Đủ liệu trình 7 ngày.',
        orders: '- Ertapenem 1 g × 1 lọ TTM\n- Xét nghiệm lại nước tiểu, CRP trước ra viện',
      },
    ],
    closing: {
      process:
        'Nhiễm khuẩn tiết niệu trên bên phải do E. coli, không ứ nước thận. Điều trị ertapenem, hết sốt sau 48 giờ.',
      tests: 'BC 17,2 → 7,8 G/L; CRP 136 → 9 mg/L; cấy nước tiểu E. coli.',
      treatment: 'Ertapenem 1 g/ngày × 7 ngày, bù dịch, hạ sốt.',
      state: 'Không sốt, không đau hông lưng, tiểu trong.',
      advice: 'Uống đủ nước, vệ sinh đúng cách, tái khám sau 2 tuần làm lại nước tiểu.',
    },
    result: '1',
  },
  {
    id: 'benh-than-man',
    diagnosis: {
      code: 'N18.5',
      display: 'Bệnh thận mạn, giai đoạn 5',
      text: 'Bệnh thận mạn giai đoạn 5, thiếu máu, tăng kali máu',
    },
    comorbid: { code: 'I10', display: 'Tăng huyết áp vô căn (nguyên phát)', text: 'Tăng huyết áp' },
    differential: 'Tổn thương thận cấp trên nền bệnh thận mạn',
    department: 'K03',
    form: '01-BV1',
    age: [34, 80],
    days: [7, 12],
    sick_day: [10, 30],
    admit_from: '2',
    reason: 'Phù hai chân, mệt mỏi, khó thở khi nằm',
    history:
      'Bệnh nhân {gioi}, {tuoi}, bệnh thận mạn theo dõi 4 năm. Khoảng {ngay_benh} ngày nay mệt nhiều, ăn kém, buồn nôn buổi sáng, phù tăng dần hai chi dưới, tiểu ít 500–600 ml/ngày, hai hôm nay nằm đầu thấp khó thở.',
    own_history: ['Viêm cầu thận mạn, tăng huyết áp 6 năm.', 'Đái tháo đường típ 2 và tăng huyết áp 12 năm.'],
    family_history: 'Chưa phát hiện bệnh lý thận.',
    general: 'Tỉnh, da xanh niêm mạc nhợt, phù mềm hai chi dưới ấn lõm, không sốt.',
    organs: {
      heart: 'Nhịp tim đều, thổi tâm thu 2/6 ở mỏm. Tĩnh mạch cổ nổi.',
      lungs: 'Rì rào phế nang giảm hai đáy, ran ẩm nhỏ hạt hai đáy phổi. SpO2 {spo2}%.',
      kidneys: 'Nước tiểu 500 ml/24 giờ, vàng nhạt. Chạm thận (-), bập bềnh thận (-).',
    },
    vitals: { pulse: 94, temperature: 36.7, systolic: 165, diastolic: 95, breaths: 23, spo2: 94 },
    labs: {
      hgb: 76,
      hct: 23.4,
      rbc: 2.6,
      urea: 34.2,
      creatinine: 768,
      potassium: 5.9,
      sodium: 133,
      albumin: 31,
      urine_protein: '3+',
    },
    imaging: [
      {
        title: 'Siêu âm ổ bụng',
        conclusion: 'Hai thận teo nhỏ, nhu mô tăng âm, mất phân biệt tủy vỏ. Dịch màng phổi hai bên lượng ít.',
      },
    ],
    drugs: [
      { name: 'Furosemid 20 mg/2 ml', dose: '4 ống tiêm tĩnh mạch chậm, 8 giờ', route: 'Tiêm tĩnh mạch' },
      { name: 'Amlodipin 10 mg', dose: '1 viên uống sáng', route: 'Uống' },
      { name: 'Epoetin alfa 4.000 IU', dose: '1 bơm tiêm dưới da × 2 lần/tuần', route: 'Tiêm dưới da' },
      { name: 'Calci polystyren sulfonat 5 g', dose: '1 gói × 3 lần/ngày', route: 'Uống' },
    ],
    procedure: {
      name: 'Lọc máu cấp cứu qua catheter tĩnh mạch đùi',
      day: 1,
      kind: 'procedure',
      method: 'Thận nhân tạo thường quy 3 giờ',
    },
    tests_wanted:
      'Ure, creatinin, điện giải, khí máu, công thức máu, sắt, ferritin, PTH; siêu âm ổ bụng, siêu âm tim; điện tim; X-quang ngực.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, bệnh thận mạn, vào viện vì phù, khó thở, tiểu ít. Khám: thừa dịch, HA {ha}, thiếu máu nặng. Creatinin 768 µmol/L, kali 5,9 mmol/L, Hb 76 g/L. Chỉ định lọc máu.',
    prognosis: 'Gần: dè dặt. Xa: lọc máu chu kỳ suốt đời hoặc ghép thận.',
    plan: 'Kiểm soát kali, thừa dịch, huyết áp; lọc máu; chuẩn bị mở thông động tĩnh mạch; điều trị thiếu máu.',
    course: [
      {
        s: 'Khó thở khi nằm, phù, tiểu 500 ml.',
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho} lần/phút, SpO2 {spo2}%. Ran ẩm hai đáy. Điện tim: T cao nhọn V2–V4.',
        a: 'Bệnh thận mạn giai đoạn cuối, thừa dịch, tăng kali máu.',
        p: 'Hạ kali, lợi tiểu, hội chẩn lọc máu cấp cứu.',
        orders:
          '- Calci gluconat 10% 10 ml × 1 ống TMC\n- Glucose 20% 250 ml + insulin nhanh 10 đv TTM\n- Furosemid 20 mg × 4 ống TMC\n- Calci polystyren sulfonat × 3 gói\n- Điện giải lại sau 4 giờ; ăn giảm đạm, giảm kali, nước ≤ 700 ml/ngày',
      },
      {
        s: 'Sau lọc máu đỡ khó thở, ăn được ít cháo.',
        o: 'Mạch {mach}, HA {ha}, SpO2 {spo2}%. Phù giảm. Kali 4,6 mmol/L. Chân catheter khô.',
        a: 'Cải thiện sau lọc máu lần 1.',
        p: 'Lọc máu lần 2, truyền khối hồng cầu trong lọc.',
        orders:
          '- Thận nhân tạo 3 giờ, siêu lọc 1.500 ml\n- Khối hồng cầu cùng nhóm 350 ml × 1 đơn vị\n- Amlodipin 10 mg, furosemid 20 mg × 2 ống',
      },
      {
        s: 'Đỡ mệt, nằm đầu bằng được.',
        o: 'Mạch {mach}, HA {ha}. Phổi còn ít ran ẩm đáy. Cân nặng giảm 2 kg.',
        a: 'Ổn định, cần lọc máu chu kỳ.',
        p: 'Mổ thông động tĩnh mạch, lịch lọc 3 buổi/tuần.',
        orders: '- Thận nhân tạo theo lịch 2-4-6\n- Epoetin 4.000 IU tiêm dưới da\n- Tư vấn bệnh nhân và gia đình',
      },
    ],
    closing: {
      process:
        'Bệnh thận mạn giai đoạn cuối, thừa dịch, tăng kali máu, được lọc máu cấp cứu rồi lọc theo lịch; hết khó thở, phù giảm.',
      tests: 'Creatinin 768 → 460 µmol/L; kali 5,9 → 4,4 mmol/L; Hb 76 → 89 g/L.',
      treatment: 'Thận nhân tạo, lợi tiểu, hạ áp, epoetin, truyền máu.',
      state: 'Tỉnh, HA 140/80 mmHg, phù nhẹ mắt cá.',
      advice: 'Lọc máu 3 buổi/tuần, ăn giảm muối, giảm kali, giữ tay có cầu nối.',
    },
    result: '2',
  },
]
