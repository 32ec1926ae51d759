import type { Story } from './story.ts'

export const internal_stories: Story[] = [
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
        o: 'Tỉnh. Mạch {mach}, nhiệt độ {nhiet}, HA {ha}, nhịp thở {tho}, SpO2 {spo2}% khí phòng. Ran nổ, ran ẩm đáy phổi phải. Tim đều. Bụng mềm.',
        a: 'Viêm phổi thùy dưới phải ngày đầu dùng kháng sinh, chưa suy hô hấp.',
        p: 'Kháng sinh theo phác đồ viêm phổi cộng đồng nhập viện, lấy đờm cấy trước liều đầu.',
        orders:
          '- Ceftriaxon 1 g × 2 lọ + NaCl 0,9% 100 ml TTM 30 giọt/phút (9h)\n- Levofloxacin 500 mg × 1 chai TTM (10h)\n- Acetylcystein 200 mg × 3 gói, uống chia 3\n- Paracetamol 500 mg × 1 viên khi sốt ≥ 38,5°C\n- Ăn cháo, súp. Theo dõi mạch, nhiệt độ, SpO2 mỗi 6 giờ',
      },
      {
        s: 'Đỡ sốt, cơn rét run không còn. Còn ho đờm vàng, đau ngực giảm.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}, HA {ha}, SpO2 {spo2}%. Phổi phải còn ran nổ vùng đáy, thông khí khá hơn.',
        a: 'Viêm phổi đáp ứng bước đầu với kháng sinh.',
        p: 'Tiếp tục kháng sinh ngày 2–3, vỗ rung, uống nhiều nước.',
        orders: '- Thuốc như trên\n- Vỗ rung, tập thở sâu\n- Cơm mềm, uống 1,5–2 lít nước/ngày',
      },
      {
        s: 'Hết sốt 24 giờ, ăn ngủ được, ho giảm, đờm trong hơn.',
        o: 'Mạch {mach}, nhiệt độ {nhiet}, HA {ha}, nhịp thở {tho}. Ran ẩm đáy phổi phải giảm rõ.',
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
]
