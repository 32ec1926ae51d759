import type { Story } from './story.ts'

export const cardiology_stories: Story[] = [
  {
    id: 'con-tha',
    diagnosis: {
      code: 'I10',
      display: 'Tăng huyết áp vô căn (nguyên phát)',
      text: 'Cơn tăng huyết áp khẩn trương trên nền tăng huyết áp độ 3',
    },
    differential: 'Tăng huyết áp thứ phát; đột quỵ não',
    department: 'K04',
    fallback: 'K03',
    form: '01-BV1',
    age: [45, 88],
    days: [4, 7],
    sick_day: [1, 2],
    admit_from: '1',
    reason: 'Đau đầu, chóng mặt, huyết áp 200/110 mmHg',
    history:
      'Bệnh nhân {gioi}, {tuoi}, tăng huyết áp nhiều năm, bỏ thuốc 2 tuần. Sáng nay đau đầu vùng chẩm dữ dội, chóng mặt, nóng bừng mặt, đo huyết áp tại nhà 200/110 mmHg. Không yếu liệt, không đau ngực, không khó thở, không nhìn mờ.',
    own_history: [
      'Tăng huyết áp 10 năm, dùng losartan không đều.',
      'Tăng huyết áp 5 năm, đã một lần cơn tăng huyết áp.',
    ],
    family_history: 'Bố tăng huyết áp, mất vì tai biến mạch não.',
    general: 'Tỉnh, da mặt đỏ, không phù, không sốt. BMI 25,1.',
    organs: {
      heart:
        'Mỏm tim khoang liên sườn V ngoài đường giữa đòn 1 cm. Nhịp đều {mach}, T2 đanh ở ổ van động mạch chủ. Huyết áp hai tay chênh < 10 mmHg.',
      nerves: 'Glasgow 15 điểm, không liệt, không nói khó, Babinski (-) hai bên, gáy mềm.',
    },
    vitals: { pulse: 92, temperature: 36.8, systolic: 200, diastolic: 110, breaths: 20, spo2: 97 },
    labs: {
      creatinine: 102,
      potassium: 3.8,
      glucose: 6.6,
      cholesterol: 6.1,
      ldl: 3.9,
      urine_protein: 'Vết',
      troponin: 9,
    },
    imaging: [
      {
        title: 'Điện tim 12 chuyển đạo',
        conclusion: 'Nhịp xoang 92 chu kỳ/phút, trục trái, dày thất trái theo Sokolow-Lyon.',
      },
      { title: 'CT sọ não không tiêm', conclusion: 'Không thấy hình ảnh chảy máu hay nhồi máu não cấp.' },
    ],
    drugs: [
      { name: 'Amlodipin 10 mg', dose: '1 viên uống sáng', route: 'Uống' },
      { name: 'Perindopril/indapamid 5/1,25 mg', dose: '1 viên uống sáng', route: 'Uống' },
      { name: 'Captopril 25 mg', dose: '1 viên ngậm dưới lưỡi khi HA > 180/110 mmHg', route: 'Ngậm' },
    ],
    tests_wanted: 'Sinh hóa máu, điện giải, lipid, nước tiểu, troponin, điện tim, siêu âm tim, soi đáy mắt, CT sọ não.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, tăng huyết áp bỏ thuốc, vào viện vì đau đầu, HA {ha}. Chưa có tổn thương cơ quan đích cấp; dày thất trái trên điện tim.',
    prognosis: 'Gần: khá. Xa: dè dặt do nguy cơ tim mạch cao.',
    plan: 'Hạ huyết áp từ từ trong 24–48 giờ bằng thuốc uống phối hợp; tìm tổn thương cơ quan đích; tư vấn tuân thủ.',
    course: [
      {
        s: 'Đau đầu, chóng mặt, mất ngủ.',
        o: 'Tỉnh. Mạch {mach}, HA {ha}. Không dấu hiệu thần kinh khu trú. Tim đều, phổi không ran.',
        a: 'Cơn tăng huyết áp khẩn trương, chưa tổn thương cơ quan đích cấp.',
        p: 'Hạ HA ≤ 25% trong 24 giờ đầu.',
        orders:
          '- Captopril 25 mg × 1 viên ngậm dưới lưỡi\n- Amlodipin 10 mg × 1 viên\n- Perindopril/indapamid 5/1,25 mg × 1 viên sáng\n- Nghỉ tại giường, ăn nhạt; đo HA mỗi 2 giờ',
      },
      {
        s: 'Đỡ đau đầu, ngủ được.',
        o: 'Mạch {mach}, HA {ha}. Siêu âm tim: dày đồng tâm thất trái, EF 62%.',
        a: 'Huyết áp giảm đúng mục tiêu.',
        p: 'Giữ phác đồ, thêm statin.',
        orders: '- Thuốc như trên\n- Atorvastatin 20 mg × 1 viên tối\n- Đo HA mỗi 6 giờ',
      },
      {
        s: 'Hết đau đầu, đi lại bình thường.',
        o: 'Mạch {mach}, HA {ha}. Không phù.',
        a: 'Ổn định.',
        p: 'Ra viện, theo dõi ngoại trú.',
        orders: '- Thuốc như trên\n- Hướng dẫn tự đo huyết áp, ghi sổ',
      },
    ],
    closing: {
      process:
        'Cơn tăng huyết áp do bỏ thuốc, không tổn thương cơ quan đích cấp; huyết áp kiểm soát bằng ba thuốc uống.',
      tests: 'Điện tim dày thất trái; siêu âm tim EF 62%; CT sọ bình thường; LDL-C 3,9 mmol/L.',
      treatment: 'Amlodipin, perindopril/indapamid, atorvastatin.',
      state: 'Tỉnh, HA 135/80 mmHg, hết đau đầu.',
      advice: 'Uống thuốc hằng ngày, ăn nhạt, tập thể dục, tái khám sau 1 tháng.',
    },
    result: '2',
  },
  {
    id: 'nhoi-mau-co-tim',
    diagnosis: {
      code: 'I21.9',
      display: 'Nhồi máu cơ tim cấp, không xác định',
      text: 'Nhồi máu cơ tim cấp không ST chênh lên giờ thứ 6, Killip I',
    },
    comorbid: { code: 'I10', display: 'Tăng huyết áp vô căn (nguyên phát)', text: 'Tăng huyết áp' },
    differential: 'Tắc động mạch phổi; bóc tách động mạch chủ',
    department: 'K04',
    form: '01-BV1',
    age: [46, 86],
    days: [6, 9],
    sick_day: [1, 2],
    admit_from: '1',
    reason: 'Đau ngực trái dữ dội',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Cách vào viện 6 giờ đang nghỉ đột ngột đau thắt sau xương ức như bóp nghẹt, lan vai trái và mặt trong cánh tay trái, kéo dài trên 30 phút, vã mồ hôi, buồn nôn. Ngậm nitroglycerin không đỡ, được gia đình đưa vào cấp cứu.',
    own_history: ['Tăng huyết áp 7 năm, hút thuốc lá 30 bao-năm.', 'Rối loạn lipid máu, đau thắt ngực ổn định 2 năm.'],
    family_history: 'Anh trai nhồi máu cơ tim năm 54 tuổi.',
    general: 'Tỉnh, vẻ mặt lo lắng, vã mồ hôi, da đầu chi ấm, không phù.',
    organs: {
      heart: 'Nhịp tim đều {mach}, T1, T2 rõ, không tiếng thổi, không ngựa phi. Mạch quay hai bên đều nhau.',
      lungs: 'Rì rào phế nang rõ, không ran ẩm. SpO2 {spo2}%.',
    },
    vitals: { pulse: 96, temperature: 36.9, systolic: 145, diastolic: 85, breaths: 22, spo2: 95 },
    labs: {
      troponin: 1240,
      bnp: 860,
      glucose: 8.1,
      creatinine: 98,
      potassium: 4,
      ldl: 4.2,
      cholesterol: 6.3,
      inr: 1.02,
    },
    imaging: [
      {
        title: 'Điện tim 12 chuyển đạo',
        conclusion: 'Nhịp xoang, ST chênh xuống 1–2 mm ở V3–V6, T âm DII, DIII, aVF.',
      },
      { title: 'Siêu âm tim', conclusion: 'Giảm vận động vùng thành trước bên, EF 48%, không tràn dịch màng tim.' },
    ],
    drugs: [
      { name: 'Aspirin 81 mg', dose: '1 viên uống sau ăn sáng', route: 'Uống' },
      { name: 'Ticagrelor 90 mg', dose: '1 viên × 2 lần/ngày', route: 'Uống' },
      { name: 'Enoxaparin 60 mg/0,6 ml', dose: '1 bơm tiêm dưới da × 2 lần/ngày', route: 'Tiêm dưới da' },
      { name: 'Rosuvastatin 20 mg', dose: '1 viên uống tối', route: 'Uống' },
      { name: 'Bisoprolol 2,5 mg', dose: '1 viên uống sáng', route: 'Uống' },
    ],
    procedure: {
      name: 'Chụp và đặt stent động mạch liên thất trước',
      day: 1,
      kind: 'procedure',
      method: 'Can thiệp mạch vành qua da, đường động mạch quay phải, 1 stent phủ thuốc',
    },
    tests_wanted:
      'Troponin T hs lặp lại sau 1–3 giờ, NT-proBNP, lipid, điện giải, đông máu, điện tim mỗi 6 giờ, siêu âm tim, chụp mạch vành.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, yếu tố nguy cơ tim mạch, vào viện vì cơn đau ngực điển hình giờ thứ 6. Điện tim ST chênh xuống V3–V6, troponin T 1.240 ng/L, EF 48%. GRACE 132 điểm.',
    prognosis: 'Gần: nặng, nguy cơ rối loạn nhịp, suy tim. Xa: dè dặt.',
    plan: 'Chống kết tập tiểu cầu kép, chống đông, statin liều cao, chẹn beta; chụp mạch vành trong 24 giờ; theo dõi monitor.',
    course: [
      {
        s: 'Còn đau ngực âm ỉ, mức 3/10.',
        o: 'Mạch {mach}, HA {ha}, SpO2 {spo2}%. Tim đều, phổi không ran. Monitor: ngoại tâm thu thất thưa.',
        a: 'Nhồi máu cơ tim không ST chênh lên nguy cơ cao.',
        p: 'Chụp mạch vành sớm trong 24 giờ, theo dõi monitor.',
        orders:
          '- Aspirin 81 mg × 4 viên nhai (liều nạp)\n- Ticagrelor 90 mg × 2 viên (liều nạp)\n- Enoxaparin 60 mg × 2 bơm tiêm dưới da\n- Nitroglycerin bơm tiêm điện 10 µg/phút\n- Rosuvastatin 20 mg tối; monitor liên tục',
      },
      {
        s: 'Sau can thiệp hết đau ngực, không khó thở.',
        o: 'Mạch {mach}, HA {ha}. Vết chọc quay phải khô, mạch quay rõ. Điện tim ST về đẳng điện.',
        a: 'Sau đặt stent LAD ngày 1, ổn định.',
        p: 'Tiếp tục DAPT, vận động tại giường.',
        orders:
          '- Aspirin 81 mg × 1, ticagrelor 90 mg × 2\n- Bisoprolol 2,5 mg, perindopril 2,5 mg\n- Rosuvastatin 20 mg\n- Theo dõi vết chọc, troponin lại',
      },
      {
        s: 'Đi lại trong buồng không đau ngực.',
        o: 'Mạch {mach}, HA {ha}, SpO2 {spo2}%. Phổi trong.',
        a: 'Hồi phục tốt.',
        p: 'Phục hồi chức năng tim mạch, chuẩn bị ra viện.',
        orders: '- Thuốc như trên\n- Siêu âm tim lại\n- Tư vấn bỏ thuốc lá',
      },
    ],
    closing: {
      process:
        'Nhồi máu cơ tim cấp không ST chênh lên, can thiệp đặt 1 stent phủ thuốc động mạch liên thất trước, sau can thiệp không đau ngực.',
      tests: 'Troponin T 1.240 → 60 ng/L; EF 48 → 53%; hẹp 90% LAD đoạn II.',
      treatment: 'Can thiệp mạch vành qua da, DAPT, statin, chẹn beta, ức chế men chuyển.',
      state: 'Không đau ngực, HA 120/75 mmHg.',
      advice: 'Không tự ý ngừng aspirin và ticagrelor trong 12 tháng. Tái khám tim mạch sau 2 tuần.',
    },
    result: '2',
  },
  {
    id: 'suy-tim',
    diagnosis: { code: 'I50.0', display: 'Suy tim sung huyết', text: 'Đợt mất bù suy tim mạn EF giảm, NYHA III' },
    comorbid: { code: 'I48.9', display: 'Rung nhĩ và cuồng nhĩ, không xác định', text: 'Rung nhĩ mạn tính' },
    differential: 'Đợt cấp COPD; bệnh thận mạn thừa dịch',
    department: 'K04',
    form: '01-BV1',
    age: [52, 90],
    days: [6, 10],
    sick_day: [4, 10],
    admit_from: '2',
    reason: 'Khó thở khi gắng sức, phù hai chân',
    history:
      'Bệnh nhân {gioi}, {tuoi}, suy tim 3 năm. {ngay_benh} ngày nay khó thở tăng khi leo một tầng gác, đêm kê 2 gối, phù hai chân chiều tối, tăng 3 kg, ăn mặn nhiều và quên thuốc lợi tiểu.',
    own_history: ['Suy tim do bệnh tim thiếu máu cục bộ, rung nhĩ mạn.', 'Tăng huyết áp 15 năm, suy tim 3 năm.'],
    family_history: 'Chưa phát hiện bệnh lý liên quan.',
    general: 'Tỉnh, nằm đầu cao 45 độ, môi hồng nhạt, phù mềm hai cẳng chân.',
    organs: {
      heart:
        'Mỏm tim khoang liên sườn VI đường nách trước. Loạn nhịp hoàn toàn, tần số {mach}, thổi tâm thu 3/6 ở mỏm. Tĩnh mạch cổ nổi, phản hồi gan – tĩnh mạch cổ (+).',
      lungs: 'Ran ẩm hai đáy phổi, gõ đục nhẹ đáy phải. SpO2 {spo2}%.',
      belly: 'Gan to 3 cm dưới bờ sườn, ấn tức, bờ tù.',
    },
    vitals: { pulse: 108, temperature: 36.7, systolic: 105, diastolic: 65, breaths: 25, spo2: 92 },
    labs: { bnp: 6240, creatinine: 124, urea: 9.6, sodium: 131, potassium: 3.7, troponin: 32, hgb: 118 },
    imaging: [
      {
        title: 'Siêu âm tim',
        conclusion: 'Giãn bốn buồng tim, giảm vận động toàn bộ, EF 32%, hở hai lá vừa, PAPs 52 mmHg.',
      },
      {
        title: 'X-quang ngực thẳng',
        conclusion: 'Bóng tim to, chỉ số tim ngực 0,62; ứ huyết phổi, tràn dịch màng phổi phải lượng ít.',
      },
    ],
    drugs: [
      { name: 'Furosemid 20 mg/2 ml', dose: '2 ống tiêm tĩnh mạch × 2 lần/ngày', route: 'Tiêm tĩnh mạch' },
      { name: 'Spironolacton 25 mg', dose: '1 viên uống sáng', route: 'Uống' },
      { name: 'Sacubitril/valsartan 50 mg', dose: '1 viên × 2 lần/ngày', route: 'Uống' },
      { name: 'Dapagliflozin 10 mg', dose: '1 viên uống sáng', route: 'Uống' },
      { name: 'Rivaroxaban 15 mg', dose: '1 viên sau ăn tối', route: 'Uống' },
    ],
    tests_wanted: 'NT-proBNP, điện giải, chức năng thận, TSH, điện tim, siêu âm tim, X-quang ngực.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, suy tim EF giảm, vào viện vì khó thở, phù. Hội chứng suy tim toàn bộ: ran ẩm hai đáy, gan to, tĩnh mạch cổ nổi; rung nhĩ đáp ứng thất nhanh; NT-proBNP 6.240 pg/mL; EF 32%.',
    prognosis: 'Gần: dè dặt. Xa: nặng.',
    plan: 'Lợi tiểu tĩnh mạch, kiểm soát tần số, bốn nhóm thuốc nền tảng suy tim, hạn chế muối nước, theo dõi cân nặng và điện giải.',
    course: [
      {
        s: 'Khó thở khi nằm, phù hai chân, tiểu 800 ml.',
        o: 'Mạch {mach} loạn nhịp hoàn toàn, HA {ha}, SpO2 {spo2}%. Ran ẩm hai đáy, gan 3 cm.',
        a: 'Suy tim mất bù thể ẩm – ấm.',
        p: 'Lợi tiểu tĩnh mạch, oxy, cân hằng ngày.',
        orders:
          '- Oxy kính 3 lít/phút\n- Furosemid 20 mg × 4 ống TMC chia 2\n- Spironolacton 25 mg, dapagliflozin 10 mg\n- Rivaroxaban 15 mg tối\n- Cân nặng sáng, nước vào – ra 24 giờ, hạn chế nước 1.200 ml',
      },
      {
        s: 'Đỡ khó thở, tiểu 2.600 ml/24 giờ.',
        o: 'Mạch {mach}, HA {ha}, SpO2 {spo2}%. Ran ẩm giảm, phù giảm, cân giảm 1,8 kg.',
        a: 'Đáp ứng lợi tiểu.',
        p: 'Thêm chẹn beta liều thấp, theo dõi kali.',
        orders:
          '- Furosemid 20 mg × 2 ống TMC\n- Sacubitril/valsartan 50 mg × 2\n- Bisoprolol 1,25 mg sáng\n- Điện giải đồ sáng mai',
      },
      {
        s: 'Nằm đầu thấp được, đi lại trong buồng.',
        o: 'Mạch {mach}, HA {ha}. Phổi còn ít ran ẩm đáy, gan 1 cm, hết phù.',
        a: 'Suy tim bù trừ.',
        p: 'Chuyển lợi tiểu uống, giáo dục tự chăm sóc.',
        orders: '- Furosemid 40 mg × 1 viên sáng\n- Thuốc nền tảng như trên\n- Hướng dẫn cân hằng ngày, ăn nhạt',
      },
    ],
    closing: {
      process: 'Đợt mất bù suy tim do ăn mặn và bỏ lợi tiểu. Sau lợi tiểu tĩnh mạch giảm 4 kg, hết khó thở khi nằm.',
      tests: 'NT-proBNP 6.240 → 1.850 pg/mL; natri 131 → 137 mmol/L; EF 32%.',
      treatment: 'Lợi tiểu, ARNI, chẹn beta, MRA, SGLT2i, chống đông.',
      state: 'NYHA II, HA 110/70 mmHg, hết phù.',
      advice: 'Cân hằng ngày, tăng > 2 kg/3 ngày phải khám lại. Tái khám sau 2 tuần.',
    },
    result: '2',
  },
  {
    id: 'nhoi-mau-nao',
    diagnosis: {
      code: 'I63.9',
      display: 'Nhồi máu não, không xác định',
      text: 'Nhồi máu não bán cầu trái ngày thứ nhất',
    },
    comorbid: { code: 'I10', display: 'Tăng huyết áp vô căn (nguyên phát)', text: 'Tăng huyết áp' },
    differential: 'Chảy máu não; hạ đường huyết',
    department: 'K04',
    fallback: 'K03',
    form: '01-BV1',
    age: [50, 90],
    days: [8, 12],
    sick_day: [1, 2],
    admit_from: '1',
    reason: 'Yếu nửa người phải, nói khó',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Sáng ngủ dậy phát hiện yếu tay chân phải, méo miệng sang trái, nói ngọng, không đau đầu, không nôn, không co giật. Gia đình đưa vào viện giờ thứ 9 kể từ lúc còn bình thường.',
    own_history: ['Tăng huyết áp 9 năm, rung nhĩ chưa dùng chống đông.', 'Tăng huyết áp, đái tháo đường típ 2.'],
    family_history: 'Mẹ tăng huyết áp.',
    general: 'Glasgow 14 điểm (E4V4M6), không sốt, không phù, thể trạng trung bình.',
    organs: {
      nerves:
        'Liệt nửa người phải: cơ lực tay 2/5, chân 3/5. Liệt VII trung ương phải, thất ngôn vận động, Babinski (+) bên phải. NIHSS 11 điểm. Gáy mềm.',
      heart: 'Nhịp tim {mach}, không đều, không tiếng thổi. Không nghe thổi động mạch cảnh.',
    },
    vitals: { pulse: 88, temperature: 37.0, systolic: 170, diastolic: 95, breaths: 19, spo2: 96 },
    labs: { glucose: 7.8, cholesterol: 6, ldl: 3.8, creatinine: 88, inr: 1.05, fibrinogen: 4.3 },
    imaging: [
      {
        title: 'CT sọ não không tiêm',
        conclusion:
          'Vùng giảm tỷ trọng nhu mô thùy đảo và bao trong trái, xóa rãnh cuộn não. ASPECTS 8 điểm. Không chảy máu.',
      },
    ],
    drugs: [
      { name: 'Aspirin 81 mg', dose: '2 viên/ngày sau ăn', route: 'Uống' },
      { name: 'Clopidogrel 75 mg', dose: '1 viên/ngày × 21 ngày', route: 'Uống' },
      { name: 'Atorvastatin 40 mg', dose: '1 viên uống tối', route: 'Uống' },
      { name: 'Natri clorid 0,9% 500 ml', dose: '2 chai truyền tĩnh mạch 30 giọt/phút', route: 'Truyền tĩnh mạch' },
    ],
    tests_wanted: 'CT hoặc MRI sọ não, siêu âm Doppler động mạch cảnh, điện tim, siêu âm tim, lipid, HbA1c, đông máu.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, tăng huyết áp, vào viện vì yếu nửa người phải, nói khó khởi phát khi ngủ dậy. NIHSS 11, HA {ha}. CT: nhồi máu bao trong – thùy đảo trái, ngoài cửa sổ tiêu huyết khối.',
    prognosis: 'Gần: dè dặt do phù não, viêm phổi hít. Xa: di chứng vận động.',
    plan: 'Kháng kết tập tiểu cầu kép, statin, kiểm soát huyết áp cho phép, phòng viêm phổi hít, phục hồi chức năng sớm.',
    course: [
      {
        s: 'Yếu nửa người phải, nói khó, uống nước sặc.',
        o: 'Glasgow 14. Mạch {mach}, HA {ha}, nhiệt độ {nhiet}°C. Cơ lực tay phải 2/5, chân phải 3/5. NIHSS 11.',
        a: 'Nhồi máu não bán cầu trái giai đoạn cấp.',
        p: 'Chăm sóc đột quỵ, không hạ HA nếu < 220/120 mmHg, test nuốt.',
        orders:
          '- Aspirin 81 mg × 2 viên, clopidogrel 75 mg × 4 viên (liều nạp) qua ống thông\n- Atorvastatin 40 mg tối\n- NaCl 0,9% 500 ml × 2 chai TTM\n- Đặt ống thông dạ dày, nằm đầu cao 30 độ, xoay trở 2 giờ/lần\n- Theo dõi Glasgow, HA mỗi 2 giờ',
      },
      {
        s: 'Tỉnh hơn, hiểu lời, nói được từ đơn.',
        o: 'Mạch {mach}, HA {ha}. Cơ lực tay phải 3/5, chân 3/5. NIHSS 9. Phổi không ran.',
        a: 'Ổn định, không tiến triển.',
        p: 'Phục hồi chức năng tại giường.',
        orders:
          '- Aspirin, clopidogrel 75 mg, atorvastatin\n- Amlodipin 5 mg sáng\n- Vật lý trị liệu, tập nói, tập nuốt',
      },
      {
        s: 'Ngồi dậy có trợ giúp, ăn cháo đặc không sặc.',
        o: 'Mạch {mach}, HA {ha}. Cơ lực tay 3/5, chân 4/5. NIHSS 6.',
        a: 'Cải thiện vận động.',
        p: 'Rút ống thông, tập đứng, chuyển phục hồi chức năng.',
        orders: '- Thuốc như trên\n- Tập đứng, tập đi có khung\n- Tư vấn gia đình chăm sóc',
      },
    ],
    closing: {
      process:
        'Nhồi máu não bán cầu trái, điều trị kháng kết tập tiểu cầu kép, statin, phục hồi chức năng sớm, NIHSS giảm từ 11 xuống 5.',
      tests: 'CT sọ: nhồi máu bao trong – thùy đảo trái. Doppler cảnh: hẹp 40% ICA trái. LDL-C 3,8 mmol/L.',
      treatment: 'Aspirin, clopidogrel, atorvastatin, amlodipin, phục hồi chức năng.',
      state: 'Tỉnh, cơ lực tay phải 4/5, chân 4/5, đi có người đỡ.',
      advice: 'Tiếp tục phục hồi chức năng, kiểm soát huyết áp < 130/80 mmHg, tái khám sau 1 tháng.',
    },
    result: '2',
  },
]
