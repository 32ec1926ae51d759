import type { Story } from './story.ts'

export const more_internal_stories: Story[] = [
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
        o: 'Tỉnh, da khô. Mạch {mach}, nhiệt độ {nhiet}, HA {ha}. ĐMMM: 19,8 – 17,2 – 16,5 mmol/L. Tim phổi bình thường.',
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
    id: 'copd',
    diagnosis: {
      code: 'J44.1',
      display: 'Bệnh phổi tắc nghẽn mạn tính có đợt cấp, không xác định',
      text: 'Đợt cấp bệnh phổi tắc nghẽn mạn tính mức độ trung bình',
    },
    differential: 'Viêm phổi; suy tim trái; hen phế quản',
    department: 'K03',
    form: '01-BV1',
    gender: 'male',
    age: [55, 88],
    days: [7, 11],
    sick_day: [2, 5],
    admit_from: '1',
    reason: 'Khó thở tăng, ho khạc đờm đục',
    history:
      'Bệnh nhân {gioi}, {tuoi}, mắc COPD nhiều năm, dùng thuốc xịt không đều. {ngay_benh} ngày nay khó thở tăng dần, khò khè cả ngày và đêm, phải ngồi để thở, ho khạc đờm đục vàng lượng nhiều hơn thường ngày, không sốt cao. Tự xịt salbutamol 6–8 lần/ngày đỡ ít nên vào cấp cứu.',
    own_history: [
      'COPD nhóm E 6 năm, mỗi năm 2–3 đợt cấp phải nhập viện. Hút thuốc lá 35 bao-năm.',
      'COPD 4 năm, hút thuốc lào từ năm 20 tuổi, đã bỏ 1 năm.',
    ],
    family_history: 'Chưa phát hiện bệnh lý liên quan.',
    general: 'Tỉnh, khó thở khi nói câu dài, môi tím nhẹ, không phù, không sốt. Thể trạng gầy.',
    organs: {
      lungs:
        'Lồng ngực hình thùng, co kéo cơ ức đòn chũm. Rì rào phế nang giảm hai bên, ran rít, ran ngáy khắp hai phổi, ít ran ẩm đáy phổi. Nhịp thở {tho} lần/phút, SpO2 {spo2}% khí phòng.',
      heart: 'Nhịp tim nhanh đều, T1, T2 mờ, tĩnh mạch cổ nổi nhẹ khi nằm 45 độ.',
    },
    vitals: { pulse: 108, temperature: 37.4, systolic: 140, diastolic: 80, breaths: 28, spo2: 88 },
    labs: { wbc: 12.8, neut: 79, crp: 42, hgb: 156, hct: 49, potassium: 3.6 },
    imaging: [
      {
        title: 'X-quang ngực thẳng',
        conclusion: 'Hai phổi tăng sáng, vòm hoành dẹt hai bên, bóng tim thõng. Không thấy đám mờ khu trú.',
      },
    ],
    drugs: [
      { name: 'Oxy gọng kính', dose: '2 lít/phút, đích SpO2 88–92%', route: 'Thở' },
      { name: 'Salbutamol 5 mg + ipratropium 0,5 mg', dose: 'Khí dung mỗi 6 giờ', route: 'Khí dung' },
      { name: 'Methylprednisolon 40 mg', dose: '1 lọ tiêm tĩnh mạch chậm, 9 giờ × 5 ngày', route: 'Tiêm tĩnh mạch' },
      { name: 'Levofloxacin 750 mg/150 ml', dose: '1 chai truyền tĩnh mạch 90 phút', route: 'Truyền tĩnh mạch' },
    ],
    tests_wanted: 'Công thức máu, CRP, khí máu động mạch, điện giải đồ, X-quang ngực, điện tim, cấy đờm.',
    summary:
      'Bệnh nhân nam {tuoi}, COPD nhiều năm, vào viện vì khó thở tăng, đờm đục (Anthonisen typ I). Khám: co kéo cơ hô hấp, ran rít ran ngáy hai phổi, SpO2 {spo2}% khí phòng. BC 12,8 G/L, CRP 42 mg/L.',
    prognosis: 'Gần: dè dặt vì nguy cơ suy hô hấp tăng CO2. Xa: dè dặt.',
    plan: 'Oxy liều thấp có kiểm soát, giãn phế quản khí dung, corticoid toàn thân 5 ngày, kháng sinh; theo dõi khí máu, sẵn sàng thở máy không xâm nhập.',
    course: [
      {
        s: 'Khó thở nhiều, nói ngắt câu, ho đờm vàng đặc.',
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho}, SpO2 {spo2}%. Ran rít, ran ngáy hai phổi. Khí máu: pH 7,36, pCO2 52, pO2 61 mmHg.',
        a: 'Đợt cấp COPD có bội nhiễm, suy hô hấp mức độ trung bình.',
        p: 'Giãn phế quản, corticoid, kháng sinh, oxy kiểm soát; làm lại khí máu nếu lơ mơ.',
        orders:
          '- Oxy kính 2 lít/phút, đích SpO2 88–92%\n- Khí dung salbutamol + ipratropium mỗi 6 giờ\n- Methylprednisolon 40 mg × 1 lọ TMC 9h\n- Levofloxacin 750 mg × 1 chai TTM 10h\n- Theo dõi SpO2, nhịp thở mỗi 2 giờ',
      },
      {
        s: 'Đỡ khó thở, ngủ được nửa nằm nửa ngồi, khạc đờm dễ hơn.',
        o: 'Mạch {mach}, nhịp thở {tho}, SpO2 {spo2}% với oxy 1 lít/phút. Ran rít giảm.',
        a: 'Đáp ứng điều trị.',
        p: 'Giảm oxy, tập ho có kiểm soát, thở chúm môi.',
        orders: '- Thuốc như trên\n- Khí dung mỗi 8 giờ\n- Phục hồi chức năng hô hấp',
      },
      {
        s: 'Đi lại trong buồng không khó thở, ho ít, đờm trắng.',
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho}, SpO2 {spo2}% khí phòng. Còn ít ran ngáy.',
        a: 'Ổn định.',
        p: 'Chuyển thuốc hít duy trì, kiểm tra kỹ thuật hít, chuẩn bị ra viện.',
        orders:
          '- Budesonid/formoterol 160/4,5 µg: 2 hít × 2 lần/ngày, súc miệng sau hít\n- Tiotropium 2,5 µg: 2 nhát/ngày\n- Dừng corticoid toàn thân khi đủ 5 ngày\n- Tư vấn cai thuốc, tiêm vắc xin',
      },
    ],
    closing: {
      process:
        'Đợt cấp COPD do bội nhiễm, suy hô hấp mức độ trung bình, điều trị oxy kiểm soát, khí dung, corticoid, kháng sinh; cải thiện dần, cai oxy sau 4 ngày.',
      tests:
        'BC 12,8 → 8,4 G/L; CRP 42 → 6 mg/L; khí máu lúc ra: pH 7,40, pCO2 44 mmHg. X-quang: hình ảnh giãn phế nang.',
      treatment: 'Oxy, salbutamol/ipratropium khí dung, methylprednisolon 5 ngày, levofloxacin 7 ngày.',
      state: 'Tỉnh, hết khó thở khi nghỉ, SpO2 94% khí phòng.',
      advice: 'Dùng thuốc hít duy trì hằng ngày, bỏ thuốc, tập thở, tái khám phòng quản lý COPD sau 2 tuần.',
    },
    result: '2',
  },
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
        o: 'Mạch {mach}, nhiệt độ {nhiet}, HA {ha}. Rung thận phải đau. Nước tiểu 1.400 ml/24 giờ, đục.',
        a: 'Nhiễm khuẩn tiết niệu trên, huyết động ổn định.',
        p: 'Kháng sinh phổ rộng sau cấy, theo dõi HA, nước tiểu.',
        orders:
          '- Ertapenem 1 g × 1 lọ TTM 9h\n- Ringer lactat 500 ml × 2 chai TTM\n- Paracetamol 1 g TTM khi sốt ≥ 38,5°C\n- Theo dõi mạch, nhiệt độ, HA mỗi 4 giờ, lượng nước tiểu 24 giờ',
      },
      {
        s: 'Còn 1 cơn sốt nhẹ buổi chiều, đỡ đau lưng.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}, HA {ha}. Rung thận phải đau nhẹ. Nước tiểu trong hơn.',
        a: 'Đáp ứng kháng sinh.',
        p: 'Tiếp tục, chờ kết quả cấy nước tiểu.',
        orders: '- Ertapenem 1 g × 1 lọ TTM 9h\n- Uống nhiều nước 2 lít/ngày',
      },
      {
        s: 'Hết sốt, tiểu bình thường, ăn được.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}, HA {ha}. Hố thắt lưng không đau. Cấy nước tiểu: E. coli > 10⁵ CFU/ml, nhạy carbapenem, fosfomycin.',
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
    id: 'hen',
    diagnosis: {
      code: 'J45.9',
      display: 'Hen phế quản, không xác định',
      text: 'Cơn hen phế quản cấp mức độ trung bình',
    },
    differential: 'Đợt cấp COPD; dị vật đường thở',
    department: 'K03',
    form: '01-BV1',
    age: [16, 58],
    days: [4, 7],
    sick_day: [1, 3],
    admit_from: '1',
    reason: 'Khó thở, khò khè về đêm',
    history:
      'Bệnh nhân {gioi}, {tuoi}, hen phế quản từ nhỏ. {ngay_benh} ngày nay thay đổi thời tiết, hắt hơi, chảy mũi rồi lên cơn khó thở khò khè về đêm gần sáng, xịt salbutamol 2 nhát đỡ ít. Hôm nay khó thở liên tục, nói từng cụm từ nên vào viện.',
    own_history: [
      'Hen phế quản từ 8 tuổi, bỏ thuốc dự phòng 6 tháng. Viêm mũi dị ứng.',
      'Hen phế quản, mỗi năm 1–2 cơn phải cấp cứu.',
    ],
    family_history: 'Mẹ bị viêm mũi dị ứng; em trai bị hen.',
    general: 'Tỉnh, ngồi cúi ra trước để thở, vã mồ hôi nhẹ, không tím, không sốt.',
    organs: {
      lungs:
        'Co kéo hõm ức, thì thở ra kéo dài, ran rít và ran ngáy lan tỏa hai phổi. Nhịp thở {tho} lần/phút, SpO2 {spo2}% khí phòng. Lưu lượng đỉnh 55% giá trị tốt nhất.',
      ear_nose_throat: 'Niêm mạc mũi nhợt, phù nề, xuất tiết trong.',
    },
    vitals: { pulse: 112, temperature: 37.0, systolic: 125, diastolic: 75, breaths: 27, spo2: 92 },
    labs: { wbc: 9.6, neut: 62, crp: 4.2, potassium: 3.4 },
    imaging: [
      {
        title: 'X-quang ngực thẳng',
        conclusion: 'Hai phổi tăng sáng, không thấy tổn thương nhu mô khu trú, không tràn khí màng phổi.',
      },
    ],
    drugs: [
      { name: 'Salbutamol 5 mg', dose: 'Khí dung mỗi 20 phút trong giờ đầu, sau đó mỗi 4–6 giờ', route: 'Khí dung' },
      { name: 'Methylprednisolon 40 mg', dose: '1 lọ tiêm tĩnh mạch × 2 lần/ngày', route: 'Tiêm tĩnh mạch' },
      { name: 'Budesonid/formoterol 160/4,5 µg', dose: '2 hít × 2 lần/ngày', route: 'Hít' },
    ],
    tests_wanted: 'Công thức máu, khí máu, điện giải đồ, X-quang ngực, đo lưu lượng đỉnh, hô hấp ký khi ổn định.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, tiền sử hen, bỏ thuốc dự phòng, vào viện vì cơn khó thở khò khè ngày {ngay_benh}. Khám: ran rít lan tỏa, co kéo, SpO2 {spo2}%, PEF 55%. Không sốt, X-quang không viêm phổi.',
    prognosis: 'Gần: khá. Xa: tốt nếu tuân thủ dự phòng.',
    plan: 'Giãn phế quản tác dụng nhanh, corticoid toàn thân, oxy đích SpO2 93–95%; bắt đầu lại thuốc kiểm soát.',
    course: [
      {
        s: 'Khó thở, khò khè, đêm phải ngồi.',
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho}, SpO2 {spo2}%. Ran rít lan tỏa hai phổi.',
        a: 'Cơn hen cấp mức độ trung bình.',
        p: 'Khí dung, corticoid, theo dõi sát đáp ứng sau 1 giờ.',
        orders:
          '- Oxy kính 3 lít/phút\n- Salbutamol 5 mg khí dung × 3 lần trong giờ đầu, sau mỗi 6 giờ\n- Methylprednisolon 40 mg × 2 lọ TMC 9h – 21h\n- Theo dõi SpO2, PEF',
      },
      {
        s: 'Hết khó thở khi nghỉ, còn khò khè gần sáng.',
        o: 'Mạch {mach}, nhịp thở {tho}, SpO2 {spo2}%. Ran rít thưa hai đáy.',
        a: 'Cắt cơn, cần kiểm soát nền.',
        p: 'Thêm ICS/LABA, giảm khí dung.',
        orders:
          '- Salbutamol khí dung mỗi 8 giờ\n- Methylprednisolon 40 mg × 1 lọ\n- Budesonid/formoterol 2 hít × 2 lần',
      },
      {
        s: 'Không khó thở, ngủ ngon.',
        o: 'Mạch {mach}, nhịp thở {tho}, SpO2 {spo2}%. Phổi không ran. PEF 82%.',
        a: 'Ổn định.',
        p: 'Ra viện với kế hoạch hành động hen.',
        orders: '- Prednisolon 5 mg × 6 viên uống 8h\n- Budesonid/formoterol 2 hít × 2 lần\n- Hướng dẫn kỹ thuật hít',
      },
    ],
    closing: {
      process: 'Cơn hen cấp mức độ trung bình sau nhiễm siêu vi và bỏ thuốc dự phòng, đáp ứng khí dung và corticoid.',
      tests: 'SpO2 92 → 97%; PEF 55 → 82%; X-quang không viêm phổi.',
      treatment: 'Salbutamol khí dung, methylprednisolon, ICS/LABA.',
      state: 'Không khó thở, phổi không ran.',
      advice: 'Dùng thuốc dự phòng hằng ngày, tránh khói bụi, tái khám sau 1 tháng.',
    },
    result: '2',
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
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho}, SpO2 {spo2}%. Ran ẩm hai đáy. Điện tim: T cao nhọn V2–V4.',
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
        o: 'Mạch {mach}, HA {ha}, nhiệt độ {nhiet}. Bụng mềm, ấn đau thượng vị.',
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
