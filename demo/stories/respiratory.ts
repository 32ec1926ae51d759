import type { Story } from './story.ts'

export const respiratory_stories: Story[] = [
  {
    id: 'viem-phoi',
    diagnosis: {
      code: 'J18.9',
      display: 'Viêm phổi, không xác định',
      text: 'Viêm phổi cộng đồng thùy dưới phổi phải, mức độ trung bình',
    },
    comorbid: { code: 'I10', display: 'Tăng huyết áp vô căn (nguyên phát)', text: 'Tăng huyết áp' },
    differential: 'Lao phổi; tràn dịch màng phổi phải',
    department: 'K03',
    form: '01-BV1',
    age: [32, 86],
    days: [6, 10],
    sick_day: [3, 6],
    admit_from: '2',
    reason: 'Sốt cao, ho khạc đờm đục, đau ngực phải',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Bệnh khởi phát {ngay_benh} ngày trước vào viện: sốt nóng 38,5–39°C, có cơn rét run, ho lúc đầu khan sau khạc đờm đục màu vàng, đau tức ngực phải tăng khi hít sâu và khi ho. Ở nhà tự uống paracetamol 500 mg và amoxicilin 2 ngày không đỡ, ăn kém, người mệt nhiều. Hôm nay khó thở nhẹ khi gắng sức nên đến khám, chụp X-quang thấy đám mờ đáy phổi phải, được cho vào viện điều trị.',
    own_history: [
      'Tăng huyết áp 5 năm, uống amlodipin 5 mg/ngày đều.',
      'Chưa phát hiện bệnh lý mạn tính. Không tiếp xúc nguồn lao.',
      'Hút thuốc lá khoảng 20 bao-năm, đã bỏ 3 năm.',
    ],
    family_history: 'Không ai mắc lao phổi, hen phế quản; chưa phát hiện bệnh lý liên quan.',
    general:
      'Bệnh nhân tỉnh, tiếp xúc tốt, G 15 điểm. Thể trạng trung bình, da niêm mạc hồng, môi khô, lưỡi bẩn, vẻ mặt nhiễm trùng. Không phù, không xuất huyết dưới da. Hạch ngoại vi không sờ thấy.',
    organs: {
      lungs:
        'Lồng ngực cân đối, nhịp thở {tho} lần/phút, không co kéo cơ hô hấp phụ. Rung thanh tăng, gõ đục vùng đáy phổi phải; rì rào phế nang giảm, ran nổ và ran ẩm 1/3 dưới phổi phải. Phổi trái thông khí rõ. SpO2 {spo2}% khí phòng.',
    },
    vitals: { pulse: 102, temperature: 38.8, systolic: 135, diastolic: 80, breaths: 24, spo2: 94 },
    labs: { wbc: 16.4, neut: 85.2, lymph: 9.1, crp: 118, procalcitonin: 0.86, sodium: 136, potassium: 3.7 },
    imaging: [
      {
        title: 'X-quang ngực thẳng',
        conclusion:
          'Đám mờ không đồng nhất thùy dưới phổi phải, có hình phế quản hơi. Góc sườn hoành hai bên nhọn. Bóng tim không to. Theo dõi viêm phổi thùy dưới phải.',
      },
    ],
    drugs: [
      {
        name: 'Ceftriaxon 1 g',
        dose: '2 lọ pha NaCl 0,9% 100 ml truyền tĩnh mạch 30 giọt/phút, 9 giờ',
        route: 'Truyền tĩnh mạch',
      },
      {
        name: 'Levofloxacin 500 mg/100 ml',
        dose: '1 chai truyền tĩnh mạch 60 phút, 10 giờ',
        route: 'Truyền tĩnh mạch',
      },
      { name: 'Acetylcystein 200 mg', dose: '1 gói × 3 lần/ngày, uống sáng – trưa – chiều', route: 'Uống' },
      { name: 'Paracetamol 500 mg', dose: '1 viên khi sốt ≥ 38,5°C, cách nhau ít nhất 6 giờ', route: 'Uống' },
    ],
    tests_wanted:
      'Tổng phân tích tế bào máu, CRP, procalcitonin, sinh hóa máu, điện giải đồ; cấy đờm, AFB đờm; X-quang ngực thẳng, nghiêng phải; điện tim.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, vào viện vì sốt, ho đờm đục, đau ngực phải, bệnh diễn biến {ngay_benh} ngày. Qua hỏi bệnh và khám thấy: hội chứng nhiễm trùng (sốt {nhiet}°C, môi khô lưỡi bẩn, BC 16,4 G/L, CRP 118 mg/L); hội chứng đông đặc đáy phổi phải; ran nổ, ran ẩm 1/3 dưới phổi phải; không suy hô hấp. CURB-65: 1 điểm.',
    prognosis: 'Gần: dè dặt do nguy cơ suy hô hấp, tràn dịch màng phổi. Xa: tốt nếu đáp ứng kháng sinh.',
    plan: 'Kháng sinh phối hợp, hạ sốt, long đờm, bù nước điện giải, theo dõi SpO2 và nhịp thở; đánh giá lại sau 48–72 giờ.',
    course: [
      {
        s: 'Còn sốt cao, ho đờm vàng đục, đau ngực phải khi ho, mệt, ăn kém.',
        o: 'Tỉnh. Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}, nhịp thở {tho} lần/phút, SpO2 {spo2}% khí phòng. Ran nổ, ran ẩm đáy phổi phải. Tim đều. Bụng mềm.',
        a: 'Viêm phổi thùy dưới phải ngày đầu dùng kháng sinh, chưa suy hô hấp.',
        p: 'Kháng sinh theo phác đồ viêm phổi cộng đồng nhập viện, lấy đờm cấy trước liều đầu.',
        orders:
          '- Ceftriaxon 1 g × 2 lọ + NaCl 0,9% 100 ml TTM 30 giọt/phút (9h)\n- Levofloxacin 500 mg × 1 chai TTM (10h)\n- Acetylcystein 200 mg × 3 gói, uống chia 3\n- Paracetamol 500 mg × 1 viên khi sốt ≥ 38,5°C\n- Ăn cháo, súp. Theo dõi mạch, nhiệt độ, SpO2 mỗi 6 giờ',
      },
      {
        s: 'Đỡ sốt, cơn rét run không còn. Còn ho đờm vàng, đau ngực giảm.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}, SpO2 {spo2}%. Phổi phải còn ran nổ vùng đáy, thông khí khá hơn.',
        a: 'Viêm phổi đáp ứng bước đầu với kháng sinh.',
        p: 'Tiếp tục kháng sinh ngày 2–3, vỗ rung, uống nhiều nước.',
        orders: '- Thuốc như trên\n- Vỗ rung, tập thở sâu\n- Cơm mềm, uống 1,5–2 lít nước/ngày',
      },
      {
        s: 'Hết sốt 24 giờ, ăn ngủ được, ho giảm, đờm trong hơn.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}°C, HA {ha}, nhịp thở {tho} lần/phút. Ran ẩm đáy phổi phải giảm rõ.',
        a: 'Tiến triển tốt.',
        p: 'Đủ 7 ngày kháng sinh, kiểm tra CRP và X-quang trước khi ra viện.',
        orders:
          '- Ceftriaxon 1 g × 2 lọ TTM\n- Levofloxacin 500 mg × 1 viên, uống 9h (chuyển đường uống)\n- Acetylcystein 200 mg × 3 gói\n- Xét nghiệm lại công thức máu, CRP',
      },
      {
        s: 'Không sốt, ho ít, hết đau ngực, ăn ngon.',
        o: 'Mạch {mach}, HA {ha}, SpO2 {spo2}%. Phổi thông khí rõ, còn ít ran ẩm nhỏ hạt đáy phải.',
        a: 'Viêm phổi giai đoạn hồi phục.',
        p: 'Dự kiến ra viện khi đủ liệu trình kháng sinh.',
        orders: '- Tiếp tục kháng sinh đủ ngày\n- Vận động nhẹ, ăn cơm\n- Hướng dẫn dùng thuốc và hẹn tái khám',
      },
    ],
    closing: {
      process:
        'Bệnh nhân vào viện trong tình trạng sốt cao, ho đờm đục, đau ngực phải, hội chứng đông đặc đáy phổi phải. Được dùng kháng sinh phối hợp, hạ sốt, long đờm. Sau 3 ngày hết sốt, ho giảm dần, ran phổi giảm.',
      tests:
        'BC 16,4 → 8,9 G/L; NEU 85,2 → 66%; CRP 118 → 12 mg/L. X-quang: đám mờ thùy dưới phổi phải, chụp lại mờ thu nhỏ rõ. Cấy đờm âm tính, AFB âm tính.',
      treatment:
        'Ceftriaxon 2 g/ngày × 7 ngày, levofloxacin 500 mg/ngày × 7 ngày, acetylcystein, paracetamol, bù dịch.',
      state: 'Tỉnh, không sốt, ho ít, không khó thở, SpO2 97% khí phòng, phổi còn ít ran ẩm nhỏ hạt đáy phải.',
      advice: 'Nghỉ ngơi, bỏ thuốc lá, tiêm phòng cúm và phế cầu. Tái khám sau 1 tuần hoặc khi sốt, khó thở trở lại.',
    },
    result: '1',
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
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho} lần/phút, SpO2 {spo2}%. Ran rít, ran ngáy hai phổi. Khí máu: pH 7,36, pCO2 52, pO2 61 mmHg.',
        a: 'Đợt cấp COPD có bội nhiễm, suy hô hấp mức độ trung bình.',
        p: 'Giãn phế quản, corticoid, kháng sinh, oxy kiểm soát; làm lại khí máu nếu lơ mơ.',
        orders:
          '- Oxy kính 2 lít/phút, đích SpO2 88–92%\n- Khí dung salbutamol + ipratropium mỗi 6 giờ\n- Methylprednisolon 40 mg × 1 lọ TMC 9h\n- Levofloxacin 750 mg × 1 chai TTM 10h\n- Theo dõi SpO2, nhịp thở mỗi 2 giờ',
      },
      {
        s: 'Đỡ khó thở, ngủ được nửa nằm nửa ngồi, khạc đờm dễ hơn.',
        o: 'Mạch {mach}, nhịp thở {tho} lần/phút, SpO2 {spo2}% với oxy 1 lít/phút. Ran rít giảm.',
        a: 'Đáp ứng điều trị.',
        p: 'Giảm oxy, tập ho có kiểm soát, thở chúm môi.',
        orders: '- Thuốc như trên\n- Khí dung mỗi 8 giờ\n- Phục hồi chức năng hô hấp',
      },
      {
        s: 'Đi lại trong buồng không khó thở, ho ít, đờm trắng.',
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho} lần/phút, SpO2 {spo2}% khí phòng. Còn ít ran ngáy.',
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
        o: 'Mạch {mach}, HA {ha}, nhịp thở {tho} lần/phút, SpO2 {spo2}%. Ran rít lan tỏa hai phổi.',
        a: 'Cơn hen cấp mức độ trung bình.',
        p: 'Khí dung, corticoid, theo dõi sát đáp ứng sau 1 giờ.',
        orders:
          '- Oxy kính 3 lít/phút\n- Salbutamol 5 mg khí dung × 3 lần trong giờ đầu, sau mỗi 6 giờ\n- Methylprednisolon 40 mg × 2 lọ TMC 9h – 21h\n- Theo dõi SpO2, PEF',
      },
      {
        s: 'Hết khó thở khi nghỉ, còn khò khè gần sáng.',
        o: 'Mạch {mach}, nhịp thở {tho} lần/phút, SpO2 {spo2}%. Ran rít thưa hai đáy.',
        a: 'Cắt cơn, cần kiểm soát nền.',
        p: 'Thêm ICS/LABA, giảm khí dung.',
        orders:
          '- Salbutamol khí dung mỗi 8 giờ\n- Methylprednisolon 40 mg × 1 lọ\n- Budesonid/formoterol 2 hít × 2 lần',
      },
      {
        s: 'Không khó thở, ngủ ngon.',
        o: 'Mạch {mach}, nhịp thở {tho} lần/phút, SpO2 {spo2}%. Phổi không ran. PEF 82%.',
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
]
