import type { Day, Story, Vitals } from './story.ts'

type Brief = Omit<Story, 'course' | 'closing' | 'prognosis' | 'family_history' | 'comorbid' | 'imaging'> & {
  imaging?: Story['imaging']
  prognosis?: string
  /** What the doctor sees on the first, the middle and the last days. */
  days_told: [s: string, o: string, a: string, p: string][]
  treatment: string
  advice: string
}

const signs = 'Mạch {mach}, nhiệt độ {nhiet}, HA {ha}, nhịp thở {tho}, SpO2 {spo2}%.'

const orders_of = (brief: Brief, i: number): string =>
  [
    ...brief.drugs.slice(0, i === 0 ? undefined : 2).map((drug) => `- ${drug.name}: ${drug.dose}`),
    i === 0 ? '- Theo dõi mạch, nhiệt độ, huyết áp, nhịp thở mỗi 6 giờ' : '- Theo dõi như trên, đánh giá lại sáng mai',
  ].join('\n')

/** A story told in few words; the course and the summary of the end are put together from them. */
const story = (brief: Brief): Story => {
  const { days_told, treatment, advice, ...rest } = brief
  const course: Day[] = days_told.map(([s, o, a, p], i) => ({
    s,
    o: `${signs} ${o}`,
    a,
    p,
    orders: orders_of(brief, i),
  }))
  const last = days_told.at(-1)
  return {
    family_history: 'Chưa phát hiện bệnh lý liên quan.',
    prognosis: 'Gần: khá. Xa: tốt.',
    imaging: [],
    ...rest,
    course,
    closing: {
      process: `Vào viện vì ${brief.reason.charAt(0).toLowerCase()}${brief.reason.slice(1)}. Chẩn đoán: ${brief.diagnosis.text}. Sau điều trị diễn biến thuận lợi.`,
      tests:
        (brief.imaging ?? []).map((image) => `${image.title}: ${image.conclusion}`).join(' ') ||
        'Công thức máu, sinh hóa máu trước ra viện trong giới hạn cho phép.',
      treatment,
      state: last ? last[0] : 'Ổn định.',
      advice,
    },
  }
}

const fever: Vitals = { pulse: 100, temperature: 38.9, systolic: 110, diastolic: 70, breaths: 20, spo2: 97 }
const calm: Vitals = { pulse: 82, temperature: 36.9, systolic: 122, diastolic: 76, breaths: 18, spo2: 98 }
const child: Vitals = { pulse: 136, temperature: 38.8, systolic: 92, diastolic: 58, breaths: 42, spo2: 95 }

const paracetamol = {
  name: 'Paracetamol 10 mg/ml',
  dose: '15 mg/kg truyền tĩnh mạch khi sốt ≥ 38,5°C, cách 6 giờ',
  route: 'Truyền tĩnh mạch',
}
const ceftriaxone = {
  name: 'Ceftriaxon 1 g',
  dose: '2 lọ pha NaCl 0,9% 100 ml truyền tĩnh mạch 30 phút, 9 giờ',
  route: 'Truyền tĩnh mạch',
}
const ringer = { name: 'Ringer lactat 500 ml', dose: '2 chai truyền tĩnh mạch 40 giọt/phút', route: 'Truyền tĩnh mạch' }

const surgery: Story[] = [
  story({
    id: 'viem-ruot-thua',
    diagnosis: {
      code: 'K35.8',
      display: 'Viêm ruột thừa cấp, khác và không xác định',
      text: 'Viêm ruột thừa cấp giờ thứ 14',
    },
    differential: 'Viêm manh tràng; viêm phần phụ phải; sỏi niệu quản phải',
    department: 'K19',
    form: '10-BV1',
    age: [15, 66],
    days: [4, 6],
    sick_day: [1, 2],
    admit_from: '1',
    reason: 'Đau bụng hố chậu phải, sốt nhẹ',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Cách vào viện khoảng 14 giờ đau âm ỉ quanh rốn, sau khu trú hố chậu phải, đau liên tục tăng dần, buồn nôn, nôn 1 lần, sốt nhẹ 37,8°C, chưa trung đại tiện. Chưa dùng thuốc gì.',
    own_history: ['Khỏe mạnh, chưa phẫu thuật lần nào.', 'Viêm dạ dày, không có phẫu thuật ổ bụng.'],
    general: 'Tỉnh, môi khô, lưỡi bẩn, sốt nhẹ {nhiet}°C, da niêm mạc hồng.',
    organs: {
      belly:
        'Bụng không chướng, di động theo nhịp thở, ấn đau khu trú hố chậu phải, phản ứng thành bụng (+), McBurney (+), Blumberg (+).',
    },
    surgical:
      'Bụng cân đối, không sẹo mổ cũ. Điểm McBurney đau chói, phản ứng thành bụng hố chậu phải (+), dấu hiệu Rovsing (+). Thăm trực tràng: túi cùng Douglas không đau, bóng trực tràng rỗng. Điểm Alvarado 8.',
    vitals: { pulse: 96, temperature: 38, systolic: 120, diastolic: 75, breaths: 20, spo2: 98 },
    labs: { wbc: 15.8, neut: 86, crp: 62, inr: 1.04 },
    imaging: [
      {
        title: 'Siêu âm ổ bụng',
        conclusion: 'Ruột thừa đường kính 9 mm, thành dày, đè không xẹp, thâm nhiễm mỡ quanh; ít dịch hố chậu phải.',
      },
    ],
    drugs: [
      ceftriaxone,
      { name: 'Metronidazol 500 mg/100 ml', dose: '1 chai truyền tĩnh mạch × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
      { name: 'Paracetamol 1 g/100 ml', dose: '1 chai truyền tĩnh mạch × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
      ringer,
    ],
    procedure: {
      name: 'Phẫu thuật nội soi cắt ruột thừa',
      day: 0,
      kind: 'surgery',
      method: 'Gây mê nội khí quản, 3 trocar, ruột thừa sung huyết có giả mạc, chưa vỡ',
    },
    tests_wanted: 'Công thức máu, CRP, đông máu, nhóm máu, siêu âm ổ bụng, X-quang ngực, điện tim trước mổ.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, đau hố chậu phải giờ thứ 14. Hội chứng nhiễm trùng (+), phản ứng thành bụng hố chậu phải (+), Alvarado 8. Siêu âm: ruột thừa viêm 9 mm.',
    plan: 'Mổ cấp cứu nội soi cắt ruột thừa, kháng sinh dự phòng và điều trị.',
    days_told: [
      [
        'Đau vết mổ mức 4/10, chưa trung tiện.',
        'Bụng mềm, chướng nhẹ, 3 lỗ trocar khô, dẫn lưu không có.',
        'Sau mổ nội soi cắt ruột thừa giờ thứ 6, ổn định.',
        'Giảm đau đa mô thức, ngồi dậy sớm, uống nước đường.',
      ],
      [
        'Trung tiện được, đau ít, ăn cháo.',
        'Bụng mềm, vết mổ khô.',
        'Sau mổ ngày 1–2 thuận lợi.',
        'Rút kim truyền, chuyển kháng sinh uống, vận động.',
      ],
      [
        'Ăn cơm được, đi lại bình thường, hết đau.',
        'Bụng mềm, vết mổ khô, không sưng nề.',
        'Hồi phục tốt.',
        'Thay băng, ra viện, hẹn cắt chỉ.',
      ],
    ],
    treatment: 'Phẫu thuật nội soi cắt ruột thừa, ceftriaxon, metronidazol, giảm đau.',
    advice: 'Cắt chỉ sau 7 ngày, không mang vác nặng 4 tuần, khám lại khi đau bụng, sốt.',
    result: '1',
  }),
  story({
    id: 'viem-tui-mat',
    diagnosis: { code: 'K80.0', display: 'Sỏi túi mật có viêm túi mật cấp', text: 'Viêm túi mật cấp do sỏi' },
    differential: 'Viêm tụy cấp; loét tá tràng; áp xe gan',
    department: 'K19',
    form: '10-BV1',
    age: [30, 82],
    days: [5, 8],
    sick_day: [1, 4],
    admit_from: '1',
    reason: 'Đau hạ sườn phải, sốt',
    history:
      'Bệnh nhân {gioi}, {tuoi}. {ngay_benh} ngày nay đau hạ sườn phải sau bữa ăn nhiều mỡ, đau lan vai phải, sốt 38,5°C, buồn nôn, nôn dịch mật, không vàng da, nước tiểu vàng.',
    own_history: ['Sỏi túi mật phát hiện 2 năm, thỉnh thoảng đau.', 'Đái tháo đường típ 2 đang dùng metformin.'],
    general: 'Tỉnh, sốt {nhiet}°C, củng mạc không vàng, môi khô lưỡi bẩn.',
    organs: { belly: 'Ấn đau hạ sườn phải, Murphy (+), túi mật to dưới sườn, không phản ứng toàn bụng.' },
    surgical: 'Túi mật to, ấn đau chói, Murphy (+). Không có cảm ứng phúc mạc. Gan không to. Tokyo 2018: mức độ II.',
    vitals: fever,
    labs: { wbc: 16.1, neut: 84, crp: 144, bilirubin: 21, ast: 52, alt: 61 },
    imaging: [
      {
        title: 'Siêu âm ổ bụng',
        conclusion:
          'Túi mật căng 98 × 41 mm, thành dày 6 mm, sỏi 14 mm kẹt cổ, dịch quanh túi mật. Đường mật không giãn.',
      },
    ],
    drugs: [
      ceftriaxone,
      { name: 'Metronidazol 500 mg/100 ml', dose: '1 chai truyền tĩnh mạch × 2 lần/ngày', route: 'Truyền tĩnh mạch' },
      { name: 'Drotaverin 40 mg', dose: '1 ống tiêm bắp khi đau', route: 'Tiêm bắp' },
      ringer,
    ],
    procedure: {
      name: 'Phẫu thuật nội soi cắt túi mật',
      day: 1,
      kind: 'surgery',
      method: 'Gây mê nội khí quản, túi mật viêm hoại tử khu trú, đặt dẫn lưu dưới gan',
    },
    tests_wanted: 'Công thức máu, CRP, men gan, bilirubin, amylase, đông máu; siêu âm, CT bụng.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, đau hạ sườn phải, sốt, Murphy (+), BC 16,1 G/L. Siêu âm: sỏi kẹt cổ túi mật, thành dày 6 mm.',
    plan: 'Kháng sinh, nhịn ăn, mổ nội soi cắt túi mật sớm trong 72 giờ.',
    days_told: [
      [
        'Đau hạ sườn phải, sốt.',
        'Murphy (+), bụng mềm vùng khác.',
        'Viêm túi mật cấp mức độ II.',
        'Chuẩn bị mổ nội soi, hội chẩn gây mê.',
      ],
      [
        'Đau vết mổ, trung tiện được.',
        'Bụng mềm, dẫn lưu dưới gan 40 ml dịch hồng.',
        'Sau mổ ngày 1.',
        'Vận động sớm, uống sữa.',
      ],
      ['Ăn cháo, không sốt, vết mổ khô.', 'Bụng mềm, dẫn lưu đã rút.', 'Ổn định.', 'Dự kiến ra viện.'],
    ],
    treatment: 'Mổ nội soi cắt túi mật, kháng sinh phối hợp.',
    advice: 'Ăn giảm mỡ 1 tháng, cắt chỉ sau 7 ngày, tái khám 2 tuần.',
    result: '1',
  }),
  story({
    id: 'thoat-vi-ben',
    diagnosis: {
      code: 'K40.9',
      display: 'Thoát vị bẹn một bên hoặc không xác định, không tắc hay hoại tử',
      text: 'Thoát vị bẹn phải gián tiếp',
    },
    differential: 'Tràn dịch màng tinh hoàn; hạch bẹn',
    department: 'K19',
    form: '10-BV1',
    gender: 'male',
    age: [22, 82],
    days: [3, 5],
    sick_day: [60, 300],
    admit_from: '2',
    reason: 'Khối phồng vùng bẹn phải',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Nhiều tháng nay có khối phồng bẹn phải khi đứng lâu, ho, gắng sức, nằm thì tự xẹp, tức nhẹ, không đau dữ dội, không nôn. Khám ngoại trú chỉ định mổ chương trình.',
    own_history: ['Hút thuốc lá, ho mạn tính.', 'Làm nghề bốc vác, chưa phẫu thuật.'],
    general: 'Tỉnh, thể trạng tốt, không sốt.',
    organs: { belly: 'Bụng mềm. Khối phồng bẹn phải 4 cm, mềm, đẩy lên được, nghiệm pháp chạm ngón (+) đầu ngón tay.' },
    surgical:
      'Khối thoát vị bẹn phải 4 × 3 cm, không đau, đẩy lên hoàn toàn, ho thúc (+), tinh hoàn hai bên bình thường.',
    vitals: calm,
    labs: { inr: 0.98 },
    imaging: [{ title: 'Siêu âm vùng bẹn', conclusion: 'Túi thoát vị bẹn phải chứa mạc nối, lỗ bẹn sâu rộng 16 mm.' }],
    drugs: [
      { name: 'Cefazolin 1 g', dose: '2 lọ tiêm tĩnh mạch trước rạch da 30 phút', route: 'Tiêm tĩnh mạch' },
      { name: 'Paracetamol 1 g/100 ml', dose: '1 chai truyền tĩnh mạch × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
    ],
    procedure: {
      name: 'Phẫu thuật đặt lưới theo Lichtenstein bẹn phải',
      day: 1,
      kind: 'surgery',
      method: 'Tê tủy sống, đặt lưới polypropylen 6 × 11 cm',
    },
    tests_wanted: 'Xét nghiệm tiền phẫu, siêu âm bẹn, điện tim, X-quang ngực.',
    summary: 'Bệnh nhân nam {tuoi}, thoát vị bẹn phải gián tiếp không nghẹt, đủ điều kiện mổ chương trình.',
    plan: 'Mổ chương trình đặt lưới Lichtenstein.',
    days_told: [
      [
        'Tức nhẹ bẹn phải.',
        'Khối thoát vị đẩy lên được.',
        'Thoát vị bẹn phải chuẩn bị mổ.',
        'Khám tiền mê, nhịn ăn từ 22 giờ.',
      ],
      ['Đau vết mổ 3/10, tiểu được.', 'Vết mổ khô, bìu không tụ máu.', 'Sau mổ ngày 1.', 'Vận động sớm.'],
      ['Không đau, đi lại tốt.', 'Vết mổ khô.', 'Ổn định.', 'Ra viện.'],
    ],
    treatment: 'Mổ đặt lưới Lichtenstein, giảm đau.',
    advice: 'Tránh mang vác nặng 2 tháng, điều trị ho, táo bón.',
    result: '1',
  }),
  story({
    id: 'gay-xuong-dui',
    diagnosis: {
      code: 'S72.10',
      display: 'Gãy liên mấu chuyển xương đùi, gãy kín',
      text: 'Gãy kín liên mấu chuyển xương đùi trái do ngã',
    },
    differential: 'Gãy cổ xương đùi; trật khớp háng',
    department: 'K24',
    form: '10-BV1',
    age: [58, 94],
    days: [8, 12],
    sick_day: [1, 2],
    admit_from: '1',
    reason: 'Đau háng trái, mất vận động chân trái sau ngã',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Trượt ngã trong nhà tắm đập hông trái xuống nền, sau ngã đau chói háng trái, không đứng dậy được, không ngất, không nôn. Được cố định tạm bằng nẹp và đưa vào viện.',
    own_history: ['Loãng xương, tăng huyết áp.', 'Tiền sử khỏe mạnh, chưa gãy xương.'],
    general: 'Tỉnh, Glasgow 15, da niêm mạc hồng nhạt, đau nhiều khi xoay trở.',
    organs: {
      limbs:
        'Chân trái ngắn hơn 2 cm, bàn chân xoay ngoài sát mặt giường, ấn đau chói vùng mấu chuyển, mất vận động khớp háng. Mạch mu chân rõ, cảm giác bình thường.',
    },
    surgical:
      'Bầm tím mặt ngoài 1/3 trên đùi trái, ngắn chi 2 cm, bàn chân xoay ngoài 80 độ, điểm đau chói mấu chuyển lớn, gõ dồn gót đau. Mạch mu chân, chày sau rõ.',
    vitals: { ...calm, pulse: 94, systolic: 140 },
    labs: { hgb: 108, hct: 33, glucose: 6.9, inr: 1.05, albumin: 34 },
    imaging: [
      {
        title: 'X-quang khung chậu và đùi trái',
        conclusion: 'Gãy liên mấu chuyển xương đùi trái, di lệch, phân loại AO 31-A2.',
      },
    ],
    drugs: [
      { name: 'Paracetamol 1 g/100 ml', dose: '1 chai truyền tĩnh mạch × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
      { name: 'Enoxaparin 40 mg/0,4 ml', dose: '1 bơm tiêm dưới da 20 giờ', route: 'Tiêm dưới da' },
      { name: 'Cefazolin 1 g', dose: '2 lọ tiêm tĩnh mạch trước mổ', route: 'Tiêm tĩnh mạch' },
    ],
    procedure: {
      name: 'Kết hợp xương đùi trái bằng đinh nội tủy PFNA',
      day: 2,
      kind: 'surgery',
      method: 'Tê tủy sống, bàn chỉnh hình, C-arm',
    },
    tests_wanted: 'Công thức máu, nhóm máu, đông máu, điện tim, siêu âm tim, X-quang khung chậu, ngực.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, ngã, chân trái ngắn và xoay ngoài, đau chói mấu chuyển. X-quang gãy AO 31-A2. Hb 108 g/L.',
    prognosis: 'Gần: dè dặt vì tuổi cao, nằm lâu. Xa: khá.',
    plan: 'Kéo tạm, giảm đau, dự phòng huyết khối, mổ kết hợp xương trong 48 giờ.',
    days_told: [
      [
        'Đau háng trái khi cử động.',
        'Chân trái kéo tạm, mạch mu chân rõ.',
        'Gãy liên mấu chuyển chuẩn bị mổ.',
        'Hội chẩn tim mạch, gây mê; phòng loét.',
      ],
      [
        'Sau mổ đau 4/10, ăn được.',
        'Vết mổ thấm dịch ít, dẫn lưu 80 ml, vận động cổ chân tốt.',
        'Sau mổ ngày 1–2.',
        'Ngồi dậy, tập cơ tứ đầu đùi, rút dẫn lưu.',
      ],
      [
        'Ngồi mép giường, đứng với khung, ăn ngủ được.',
        'Vết mổ khô, bắp chân mềm.',
        'Hồi phục.',
        'Tập đi có khung, bổ sung calci, vitamin D.',
      ],
    ],
    treatment: 'Kết hợp xương PFNA, giảm đau, enoxaparin, phục hồi chức năng.',
    advice: 'Đi khung 6 tuần, điều trị loãng xương, chụp lại sau 1 tháng.',
    result: '2',
  }),
  story({
    id: 'gay-cang-chan',
    diagnosis: {
      code: 'S82.20',
      display: 'Gãy thân xương chày, gãy kín',
      text: 'Gãy kín 1/3 giữa hai xương cẳng chân phải do tai nạn giao thông',
    },
    differential: 'Hội chứng khoang cẳng chân',
    department: 'K24',
    form: '10-BV1',
    age: [17, 62],
    days: [6, 9],
    sick_day: [1, 1],
    admit_from: '1',
    reason: 'Đau, biến dạng cẳng chân phải sau tai nạn giao thông',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Đi xe máy va chạm ô tô, ngã đập cẳng chân phải xuống đường, sau ngã đau, biến dạng, không đi được; không ngất, không nôn. Được nẹp cố định tại trạm y tế.',
    own_history: ['Khỏe mạnh.'],
    general: 'Tỉnh, Glasgow 15, da niêm mạc hồng, đau nhiều.',
    organs: {
      limbs:
        'Cẳng chân phải sưng nề, biến dạng gấp góc 1/3 giữa, mạch mu chân rõ, cảm giác ngón chân bình thường, bắp chân căng vừa.',
    },
    surgical:
      'Cẳng chân phải gấp góc ra ngoài, lạo xạo xương, không vết thương hở, vận động ngón chân được, không đau khi kéo giãn thụ động.',
    vitals: { ...calm, pulse: 98 },
    labs: { wbc: 11.8, hgb: 128, inr: 1 },
    imaging: [
      { title: 'X-quang cẳng chân phải', conclusion: 'Gãy chéo 1/3 giữa xương chày và xương mác, di lệch sang bên.' },
    ],
    drugs: [
      { name: 'Paracetamol 1 g/100 ml', dose: '1 chai truyền tĩnh mạch × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
      { name: 'Cefazolin 1 g', dose: '2 lọ tiêm tĩnh mạch trước mổ', route: 'Tiêm tĩnh mạch' },
    ],
    procedure: {
      name: 'Đóng đinh nội tủy xương chày có chốt',
      day: 1,
      kind: 'surgery',
      method: 'Tê tủy sống, nắn kín dưới C-arm',
    },
    tests_wanted: 'Xét nghiệm tiền phẫu, X-quang, siêu âm bụng.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, tai nạn giao thông, gãy kín hai xương cẳng chân phải, không biến chứng mạch máu thần kinh.',
    plan: 'Bất động, gác cao chân, theo dõi chèn ép khoang, mổ đóng đinh nội tủy.',
    days_told: [
      [
        'Đau cẳng chân phải, tê nhẹ.',
        'Nẹp cố định tốt, mạch mu chân rõ, bắp chân không căng cứng.',
        'Gãy kín cẳng chân, chưa có chèn ép khoang.',
        'Theo dõi mỗi 2 giờ, chuẩn bị mổ.',
      ],
      ['Đau vết mổ giảm.', 'Vết mổ khô, cử động ngón tốt.', 'Sau mổ ngày 1–2.', 'Tập gấp duỗi gối, cổ chân.'],
      ['Đi nạng không chống chân.', 'Vết mổ khô, ngón hồng ấm.', 'Ổn định.', 'Hướng dẫn tập, ra viện.'],
    ],
    treatment: 'Đóng đinh nội tủy, kháng sinh dự phòng, giảm đau.',
    advice: 'Đi nạng 6 tuần, tái khám chụp phim sau 1 tháng.',
    result: '2',
  }),
  story({
    id: 'chan-thuong-so-nao',
    diagnosis: {
      code: 'S06.00',
      display: 'Chấn động não, không có vết thương nội sọ hở',
      text: 'Chấn động não do tai nạn giao thông',
    },
    differential: 'Máu tụ ngoài màng cứng',
    department: 'K02',
    form: '10-BV1',
    age: [16, 70],
    days: [2, 4],
    sick_day: [1, 1],
    admit_from: '1',
    reason: 'Lơ mơ sau tai nạn giao thông',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Được người đi đường đưa vào sau tai nạn xe máy, ngất khoảng 5 phút, tỉnh lại lơ mơ, quên sự việc, nôn 2 lần. Hơi thở có mùi rượu.',
    own_history: ['Không khai thác được.'],
    general: 'Gọi hỏi mở mắt, trả lời lẫn lộn, Glasgow 13 điểm, xây xát vùng trán phải.',
    organs: { nerves: 'Glasgow 13 (E3V4M6), đồng tử hai bên 2,5 mm phản xạ tốt, không liệt khu trú.' },
    surgical:
      'Vết xây xát 3 × 4 cm trán phải, tụ máu dưới da đầu thái dương phải. Cột sống cổ đeo nẹp, không lõm sọ. Ngực vững, bụng mềm, khung chậu vững.',
    vitals: { ...calm, pulse: 90, systolic: 130 },
    labs: { wbc: 12.4, hgb: 134, glucose: 6.8 },
    imaging: [
      {
        title: 'CT sọ não – cột sống cổ',
        conclusion: 'Không thấy máu tụ nội sọ, không vỡ xương sọ, không gãy cột sống cổ.',
      },
    ],
    drugs: [
      { name: 'Paracetamol 1 g/100 ml', dose: '1 chai truyền tĩnh mạch khi đau', route: 'Truyền tĩnh mạch' },
      { name: 'Natri clorid 0,9% 500 ml', dose: '2 chai truyền tĩnh mạch 40 giọt/phút', route: 'Truyền tĩnh mạch' },
    ],
    tests_wanted: 'CT sọ, cột sống cổ, siêu âm FAST, công thức máu, đông máu, nồng độ cồn.',
    summary: 'Bệnh nhân {gioi} {tuoi}, tai nạn giao thông, ngất, Glasgow 13, CT sọ không tổn thương.',
    prognosis: 'Gần: dè dặt, theo dõi máu tụ muộn. Xa: tốt.',
    plan: 'Theo dõi tri giác mỗi giờ, chụp lại CT khi Glasgow giảm.',
    days_told: [
      [
        'Lơ mơ, đau đầu, nôn khan.',
        'Glasgow 13, đồng tử đều.',
        'Chấn động não, theo dõi máu tụ.',
        'Theo dõi tri giác mỗi giờ, nằm đầu cao 30 độ.',
      ],
      ['Tỉnh, đau đầu nhẹ, nhớ lại dần.', 'Glasgow 15, không liệt.', 'Cải thiện.', 'Theo dõi 24 giờ nữa, ăn nhẹ.'],
    ],
    treatment: 'Theo dõi, giảm đau, bù dịch.',
    advice: 'Khám lại ngay khi đau đầu tăng, nôn, ngủ gà.',
    result: '1',
  }),
]

const birth: Story[] = [
  story({
    id: 'de-thuong',
    diagnosis: {
      code: 'O80.0',
      display: 'Đẻ tự nhiên ngôi chỏm',
      text: 'Thai 39 tuần, ngôi chỏm, chuyển dạ pha tích cực',
    },
    differential: 'Chuyển dạ giả',
    department: 'K27',
    form: '05-BV1',
    gender: 'female',
    age: [20, 38],
    days: [2, 4],
    sick_day: [1, 1],
    admit_from: '2',
    reason: 'Thai đủ tháng, đau bụng từng cơn, ra nhầy hồng',
    history: 'Đau bụng cơn tăng dần, 10 phút 3 cơn, ra nhầy hồng, chưa ra nước ối, thai máy tốt.',
    own_history: ['Khỏe mạnh, khám thai đầy đủ.', 'Thiếu máu nhẹ trong thai kỳ, đã uống sắt.'],
    general: 'Tỉnh, da niêm mạc hồng, không phù, tim phổi bình thường.',
    organs: {},
    vitals: { ...calm, pulse: 86, systolic: 115, diastolic: 70 },
    labs: { hgb: 114, hct: 34.5, wbc: 11.4, inr: 0.95, hbsag: 'Âm tính', urine_protein: 'Âm tính' },
    imaging: [
      { title: 'Siêu âm thai', conclusion: 'Một thai sống, ngôi chỏm, ước 3.100 g, rau bám đáy, ối bình thường.' },
    ],
    drugs: [
      { name: 'Oxytocin 10 IU', dose: '1 ống tiêm bắp ngay sau sổ thai', route: 'Tiêm bắp' },
      { name: 'Paracetamol 500 mg', dose: '1 viên khi đau, tối đa 4 viên/ngày', route: 'Uống' },
      { name: 'Sắt nguyên tố 60 mg + acid folic', dose: '1 viên/ngày', route: 'Uống' },
    ],
    procedure: {
      name: 'Đỡ đẻ thường ngôi chỏm',
      day: 0,
      kind: 'procedure',
      method: 'Xử trí tích cực giai đoạn 3, khâu tầng sinh môn độ I',
    },
    tests_wanted: 'Công thức máu, nhóm máu, đông máu, HBsAg, HIV, nước tiểu, CTG, siêu âm thai.',
    summary: 'Thai 39 tuần, ngôi chỏm, chuyển dạ pha tích cực.',
    plan: 'Theo dõi chuyển dạ, dự kiến đẻ đường dưới, xử trí tích cực giai đoạn 3.',
    days_told: [
      [
        'Sau đẻ mệt nhẹ, không hoa mắt.',
        'Tử cung co hồi tốt dưới rốn 1 khoát, sản dịch đỏ sẫm vừa, tầng sinh môn không nề.',
        'Sau đẻ thường giờ thứ 6.',
        'Cho con bú sớm, theo dõi chảy máu.',
      ],
      [
        'Ăn ngủ tốt, có sữa, tiểu được.',
        'Tử cung co hồi tốt, sản dịch ít, vú không cương.',
        'Hậu sản thường.',
        'Tư vấn nuôi con bằng sữa mẹ, kế hoạch hóa gia đình; ra viện.',
      ],
    ],
    treatment: 'Đỡ đẻ thường, oxytocin, sắt.',
    advice: 'Bú mẹ hoàn toàn, khám lại sau 6 tuần, khám ngay khi sốt, ra máu nhiều.',
    result: '1',
  }),
  story({
    id: 'so-sinh',
    diagnosis: {
      code: 'Z38.0',
      display: 'Trẻ sinh một, sinh tại bệnh viện',
      text: 'Sơ sinh đủ tháng khỏe mạnh, đẻ thường',
    },
    differential: 'Không',
    department: 'K27',
    form: '02-BV1',
    age: [0, 0.02],
    days: [2, 3],
    sick_day: [1, 1],
    admit_from: '2',
    reason: 'Sơ sinh sau đẻ, theo dõi cùng mẹ',
    history:
      'Trẻ {gioi}, {tuoi}, đẻ thường đủ tháng, khóc ngay, Apgar 9 – 10, da kề da ngay sau đẻ, bú trong giờ đầu, đã tiêm vitamin K1.',
    own_history: ['Con thứ hai, thai 39 tuần, mẹ khám thai đầy đủ.'],
    general: 'Trẻ hồng, trương lực cơ tốt, phản xạ bú tốt, không vàng da, rốn khô.',
    organs: { ear_nose_throat: 'Không dị tật môi, vòm miệng.', lungs: 'Thở đều {tho} lần/phút, phổi thông khí tốt.' },
    vitals: { pulse: 140, temperature: 36.9, systolic: 70, diastolic: 40, breaths: 44, spo2: 97 },
    labs: { glucose: 4, hgb: 168, hct: 52, wbc: 15.2 },
    drugs: [
      { name: 'Vitamin K1 1 mg', dose: '1 ống tiêm bắp một lần sau đẻ', route: 'Tiêm bắp' },
      { name: 'Vắc xin viêm gan B', dose: '0,5 ml tiêm bắp trong 24 giờ đầu', route: 'Tiêm bắp' },
    ],
    tests_wanted: 'Lấy máu gót chân sàng lọc sau 48 giờ, đo thính lực.',
    summary: 'Trẻ sơ sinh đủ tháng, Apgar tốt, khám chưa phát hiện bất thường.',
    plan: 'Nằm cùng mẹ, bú mẹ sớm, tiêm phòng, theo dõi vàng da.',
    days_told: [
      ['Trẻ bú tốt, ngủ yên.', 'Trẻ hồng, thở đều, rốn khô, phân su (+).', 'Sơ sinh khỏe.', 'Bú mẹ hoàn toàn, giữ ấm.'],
      [
        'Bú tốt, tiểu 6 lần/ngày.',
        'Vàng da nhẹ vùng mặt, phản xạ tốt.',
        'Vàng da sinh lý.',
        'Theo dõi, sàng lọc sơ sinh.',
      ],
    ],
    treatment: 'Chăm sóc sơ sinh thiết yếu.',
    advice: 'Bú mẹ hoàn toàn, tiêm chủng đúng lịch, khám ngay khi bỏ bú, vàng da tăng.',
    result: '1',
  }),
  story({
    id: 'mo-de',
    diagnosis: {
      code: 'O82.1',
      display: 'Mổ lấy thai cấp cứu',
      text: 'Thai 38 tuần, chuyển dạ, mổ lấy thai cũ, nghi vỡ tử cung dọa',
    },
    differential: 'Rau bong non',
    department: 'K27',
    form: '05-BV1',
    gender: 'female',
    age: [23, 41],
    days: [5, 7],
    sick_day: [1, 1],
    admit_from: '1',
    reason: 'Thai đủ tháng, đau vết mổ cũ',
    history: 'Đau bụng cơn mau, đau vết mổ đẻ cũ liên tục, ối còn, thai máy.',
    own_history: ['Mổ lấy thai 1 lần cách 3 năm.'],
    general: 'Tỉnh, đau nhiều theo cơn co, da niêm mạc hồng.',
    organs: { belly: 'Sẹo mổ ngang trên vệ, ấn đau sẹo, tử cung hình trứng.' },
    vitals: { ...calm, pulse: 96 },
    labs: { hgb: 112, hct: 33, inr: 0.96, wbc: 12.6 },
    imaging: [{ title: 'Siêu âm thai', conclusion: 'Một thai sống ngôi chỏm, ước 3.300 g; sẹo mổ cũ mỏng 1,8 mm.' }],
    drugs: [
      { name: 'Cefazolin 1 g', dose: '2 lọ tiêm tĩnh mạch trước rạch da', route: 'Tiêm tĩnh mạch' },
      { name: 'Oxytocin 10 IU', dose: '2 ống truyền tĩnh mạch sau lấy thai', route: 'Truyền tĩnh mạch' },
      { name: 'Paracetamol 1 g/100 ml', dose: '1 chai truyền tĩnh mạch × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
    ],
    procedure: {
      name: 'Phẫu thuật lấy thai lần hai',
      day: 0,
      kind: 'surgery',
      method: 'Tê tủy sống, rạch ngang đoạn dưới tử cung',
    },
    tests_wanted: 'Xét nghiệm tiền phẫu, nhóm máu, CTG, siêu âm.',
    summary: 'Thai 38 tuần, chuyển dạ, vết mổ cũ đau, sẹo mỏng.',
    plan: 'Mổ lấy thai cấp cứu.',
    days_told: [
      [
        'Đau vết mổ 5/10, chưa trung tiện.',
        'Tử cung co chắc, sản dịch đỏ vừa, vết mổ khô, nước tiểu trong.',
        'Sau mổ lấy thai ngày đầu.',
        'Giảm đau, vận động sớm, cho con bú.',
      ],
      ['Trung tiện, ăn cháo, có sữa.', 'Bụng mềm, vết mổ khô.', 'Hậu phẫu ổn định.', 'Rút thông tiểu, thay băng.'],
      ['Ăn cơm, đi lại tốt.', 'Tử cung co hồi tốt, vết mổ khô.', 'Hồi phục.', 'Ra viện.'],
    ],
    treatment: 'Mổ lấy thai, kháng sinh dự phòng, giảm đau.',
    advice: 'Tránh thai 2 năm, khám lại sau 6 tuần.',
    result: '1',
  }),
]

const children: Story[] = [
  story({
    id: 'viem-phe-quan-phoi',
    diagnosis: { code: 'J18.0', display: 'Viêm phế quản phổi, không xác định', text: 'Viêm phế quản phổi' },
    differential: 'Viêm tiểu phế quản; hen',
    department: 'K18',
    form: '02-BV1',
    age: [0.3, 6],
    days: [5, 8],
    sick_day: [3, 5],
    admit_from: '2',
    reason: 'Sốt, ho, thở nhanh',
    history:
      'Trẻ {gioi}, {tuoi}. {ngay_benh} ngày nay trẻ sốt 38,5–39°C, ho đờm, chảy mũi, thở nhanh khò khè, bú kém, nôn sau ho. Mẹ cho uống siro ho và hạ sốt không đỡ.',
    own_history: ['Đẻ thường đủ tháng, chưa nằm viện lần nào.', 'Viêm phế quản 1 lần lúc 8 tháng.'],
    general: 'Trẻ tỉnh, quấy khóc, sốt {nhiet}°C, môi hồng, không tím, không ban.',
    organs: {
      lungs: 'Thở nhanh {tho} lần/phút, rút lõm lồng ngực nhẹ, ran ẩm nhỏ hạt hai bên, ran rít rải rác. SpO2 {spo2}%.',
      ear_nose_throat: 'Họng đỏ, mũi chảy dịch trong, màng nhĩ hai bên bình thường.',
    },
    vitals: { ...child, breaths: 52, spo2: 94 },
    labs: { wbc: 15.6, neut: 68, crp: 38, influenza: 'Âm tính' },
    imaging: [{ title: 'X-quang ngực thẳng', conclusion: 'Đám mờ nhỏ rải rác rốn phổi và cạnh tim hai bên.' }],
    drugs: [
      { name: 'Ceftriaxon 1 g', dose: '50 mg/kg tiêm tĩnh mạch chậm, 9 giờ', route: 'Tiêm tĩnh mạch' },
      { name: 'Salbutamol 2,5 mg', dose: 'Khí dung × 3 lần/ngày', route: 'Khí dung' },
      paracetamol,
    ],
    tests_wanted: 'Công thức máu, CRP, test cúm, X-quang ngực.',
    summary: 'Trẻ {gioi} {tuoi}, sốt, ho, thở nhanh, rút lõm lồng ngực, ran ẩm hai phổi, SpO2 {spo2}%.',
    plan: 'Kháng sinh, khí dung, hạ sốt, vỗ rung, theo dõi suy hô hấp.',
    days_told: [
      [
        'Sốt cao, ho nhiều, bú kém.',
        'Rút lõm ngực nhẹ, ran ẩm hai phổi.',
        'Viêm phế quản phổi, chưa suy hô hấp nặng.',
        'Kháng sinh, oxy nếu SpO2 < 92%.',
      ],
      ['Đỡ sốt, bú khá hơn.', 'Ran ẩm giảm, hết rút lõm.', 'Đáp ứng điều trị.', 'Tiếp tục, vỗ rung, hút mũi.'],
      ['Hết sốt, chơi, ăn được.', 'Phổi còn ít ran ẩm.', 'Hồi phục.', 'Chuẩn bị ra viện.'],
    ],
    treatment: 'Ceftriaxon, khí dung salbutamol, hạ sốt.',
    advice: 'Giữ ấm, tiêm phòng cúm, phế cầu, tái khám khi sốt lại, thở nhanh.',
    result: '1',
  }),
  story({
    id: 'tieu-chay-tre',
    diagnosis: {
      code: 'A09.9',
      display: 'Viêm dạ dày - ruột và viêm đại tràng chưa rõ nguồn gốc',
      text: 'Tiêu chảy cấp có mất nước',
    },
    differential: 'Lỵ trực khuẩn; lồng ruột',
    department: 'K18',
    form: '02-BV1',
    age: [0.4, 8],
    days: [3, 5],
    sick_day: [1, 3],
    admit_from: '2',
    reason: 'Tiêu chảy, nôn, mệt',
    history:
      'Trẻ {gioi}, {tuoi}. {ngay_benh} ngày nay trẻ nôn 4–5 lần/ngày, đi ngoài phân lỏng nhiều nước 8–10 lần/ngày, không máu, sốt nhẹ, khát nước, tiểu ít.',
    own_history: ['Đẻ đủ tháng, ăn dặm từ 6 tháng, tiêm chủng đầy đủ.'],
    general: 'Trẻ kích thích, mắt trũng, khát, nếp véo da mất chậm < 2 giây, môi khô.',
    organs: { belly: 'Bụng chướng nhẹ, mềm, không u cục, hậu môn đỏ.' },
    vitals: { ...child, temperature: 38, pulse: 142, breaths: 34, spo2: 98 },
    labs: { wbc: 9.8, sodium: 133, potassium: 3.2, crp: 8 },
    drugs: [
      {
        name: 'Oresol giảm áp lực thẩm thấu',
        dose: '75 ml/kg uống trong 4 giờ, sau 10 ml/kg mỗi lần đi ngoài',
        route: 'Uống',
      },
      { name: 'Kẽm gluconat 10 mg', dose: '2 viên/ngày × 14 ngày', route: 'Uống' },
      { name: 'Racecadotril 10 mg', dose: '1 gói × 3 lần/ngày', route: 'Uống' },
    ],
    tests_wanted: 'Công thức máu, điện giải, soi phân, test rotavirus.',
    summary: 'Trẻ {gioi} {tuoi}, tiêu chảy cấp {ngay_benh} ngày, có dấu hiệu mất nước.',
    plan: 'Bù dịch phác đồ B, kẽm, chế độ ăn, theo dõi mất nước.',
    days_told: [
      [
        'Nôn, đi ngoài nhiều lần.',
        'Mắt trũng, khát, bụng mềm.',
        'Tiêu chảy cấp có mất nước.',
        'Phác đồ B, đánh giá lại sau 4 giờ.',
      ],
      ['Hết nôn, đi ngoài 4 lần, phân sệt.', 'Hết dấu mất nước.', 'Cải thiện.', 'Phác đồ A, ăn cháo.'],
      ['Đi ngoài 1 lần phân sệt, ăn ngoan.', 'Bụng mềm.', 'Ổn định.', 'Ra viện.'],
    ],
    treatment: 'Oresol, kẽm, racecadotril.',
    advice: 'Rửa tay, kẽm đủ 14 ngày, khám lại khi khát nhiều, có máu.',
    result: '1',
  }),
  story({
    id: 'viem-hong-tre',
    diagnosis: {
      code: 'J06.9',
      display: 'Nhiễm trùng đường hô hấp trên cấp, không xác định',
      text: 'Viêm đường hô hấp trên cấp, sốt cao',
    },
    differential: 'Cúm; sốt Dengue',
    department: 'K18',
    form: '02-BV1',
    age: [0.5, 12],
    days: [3, 4],
    sick_day: [2, 4],
    admit_from: '2',
    reason: 'Sốt cao, ho, chảy mũi',
    history:
      'Trẻ {gioi}, {tuoi}. {ngay_benh} ngày nay sốt 39°C, ho khan, chảy mũi trong, ăn kém, không co giật, không ban.',
    own_history: ['Khỏe mạnh, tiêm chủng đầy đủ.', 'Sốt cao co giật 1 lần lúc 15 tháng.'],
    general: 'Trẻ tỉnh, mệt, sốt {nhiet}°C, không ban, không xuất huyết.',
    organs: { ear_nose_throat: 'Họng đỏ, amidan sưng độ I, không giả mạc, màng nhĩ sáng.' },
    vitals: { ...child, temperature: 39.2, breaths: 30, spo2: 98 },
    labs: { wbc: 8.2, crp: 9, influenza: 'Cúm A dương tính', ns1: 'Âm tính' },
    drugs: [paracetamol, { name: 'Oseltamivir 6 mg/ml', dose: 'Theo cân nặng × 2 lần/ngày × 5 ngày', route: 'Uống' }],
    tests_wanted: 'Công thức máu, CRP, test cúm, NS1.',
    summary: 'Trẻ {gioi} {tuoi}, sốt cao ngày {ngay_benh}, viêm long đường hô hấp, cúm A (+).',
    plan: 'Hạ sốt, oseltamivir, bù nước, theo dõi biến chứng.',
    days_told: [
      ['Sốt cao, ho, mệt.', 'Họng đỏ, phổi không ran.', 'Cúm A chưa biến chứng.', 'Hạ sốt, cách ly giọt bắn.'],
      ['Hết sốt, ăn khá.', 'Phổi không ran.', 'Ổn định.', 'Ra viện, đủ 5 ngày oseltamivir.'],
    ],
    treatment: 'Oseltamivir, hạ sốt.',
    advice: 'Nghỉ học đến khi hết sốt 24 giờ, tiêm cúm hằng năm.',
    result: '1',
  }),
]

const others: Story[] = [
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
  story({
    id: 'dau-that-lung',
    diagnosis: {
      code: 'M54.49',
      display: 'Đau thắt lưng kèm đau thần kinh tọa, vị trí không xác định',
      text: 'Đau thắt lưng kèm đau thần kinh tọa phải (Yêu cước thống, thể phong hàn thấp)',
    },
    differential: 'Thoát vị đĩa đệm có chèn ép rễ; thoái hóa khớp háng',
    department: 'K16',
    fallback: 'K03',
    form: '01-BV1',
    age: [30, 78],
    days: [10, 12],
    sick_day: [10, 40],
    admit_from: '2',
    reason: 'Đau thắt lưng lan chân phải',
    history:
      'Bệnh nhân {gioi}, {tuoi}. {ngay_benh} ngày nay sau bê vật nặng đau thắt lưng lan mặt ngoài đùi, cẳng chân phải tới ngón cái, tăng khi ho, gặp lạnh; đại tiểu tiện bình thường.',
    own_history: ['Thoái hóa cột sống thắt lưng.', 'Lao động nặng.'],
    general: 'Tỉnh, chất lưỡi hồng nhợt, rêu trắng mỏng, mạch phù khẩn, sợ lạnh.',
    organs: {
      limbs: 'Co cứng cơ cạnh sống L4–S1, Schober 12/10, Lasègue phải 45 độ, Valleix (+).',
      nerves: 'Cơ lực hai chân 5/5, giảm cảm giác nhẹ rễ L5 phải, phản xạ gân gót đều.',
    },
    vitals: calm,
    labs: { crp: 3 },
    imaging: [{ title: 'X-quang cột sống thắt lưng', conclusion: 'Thoái hóa L3–S1, hẹp khe L4–L5.' }],
    drugs: [
      { name: 'Độc hoạt tang ký sinh thang', dose: 'Sắc uống 1 thang/ngày chia 2', route: 'Uống' },
      { name: 'Eperison 50 mg', dose: '1 viên × 3 lần/ngày', route: 'Uống' },
    ],
    procedure: {
      name: 'Điện châm, xoa bóp bấm huyệt, hồng ngoại',
      day: 1,
      kind: 'procedure',
      method: 'Huyệt Giáp tích L3–S1, Đại trường du, Hoàn khiêu, Ủy trung, Dương lăng tuyền; 25 phút/lần/ngày',
    },
    tests_wanted: 'Công thức máu, CRP, X-quang cột sống thắt lưng, MRI khi không đỡ.',
    summary:
      'Bệnh nhân {gioi} {tuoi}, hội chứng cột sống và rễ L5 phải, không dấu đuôi ngựa. YHCT: yêu cước thống thể phong hàn thấp.',
    plan: 'Khu phong tán hàn trừ thấp, điện châm, xoa bóp, hồng ngoại, giãn cơ.',
    days_told: [
      [
        'Đau lưng lan chân phải, VAS 6.',
        'Lasègue phải 45 độ, rêu lưỡi trắng, mạch phù khẩn.',
        'Yêu cước thống thể phong hàn thấp.',
        'Điện châm, xoa bóp, thuốc thang.',
      ],
      ['Đỡ đau, VAS 4, ngủ được.', 'Lasègue 60 độ.', 'Tiến triển.', 'Tiếp tục liệu trình, kéo giãn nhẹ.'],
      ['Đau ít, VAS 2, cúi được.', 'Lasègue 75 độ, Schober 14/10.', 'Tốt.', 'Hướng dẫn tập cột sống.'],
    ],
    treatment: 'Thuốc thang, điện châm, xoa bóp bấm huyệt, hồng ngoại.',
    advice: 'Tránh mang vác nặng, tập cơ lưng, giữ ấm.',
    result: '2',
  }),
  story({
    id: 'liet-bell',
    diagnosis: { code: 'G51.0', display: 'Liệt Bell', text: 'Liệt VII ngoại biên trái do lạnh (Khẩu nhãn oa tà)' },
    differential: 'Liệt VII trung ương; zona tai',
    department: 'K16',
    form: '01-BV1',
    age: [18, 72],
    days: [9, 12],
    sick_day: [2, 7],
    admit_from: '2',
    reason: 'Méo miệng, mắt trái nhắm không kín',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Sau đi mưa lạnh, ngủ dậy thấy miệng méo sang phải, mắt trái nhắm không kín, ăn uống rơi vãi bên trái, không yếu tay chân, không đau tai. Bệnh ngày {ngay_benh}.',
    own_history: ['Khỏe mạnh.'],
    general: 'Tỉnh, sợ gió lạnh, rêu lưỡi trắng mỏng, mạch phù.',
    organs: {
      nerves:
        'Mất nếp nhăn trán trái, Charles Bell trái (+), nhân trung lệch phải; cơ lực tứ chi 5/5. House-Brackmann IV.',
      eyes: 'Mắt trái nhắm hở 4 mm, giác mạc trong.',
    },
    vitals: calm,
    labs: {},
    drugs: [
      { name: 'Prednisolon 5 mg', dose: '10 viên uống 8 giờ × 5 ngày rồi giảm liều', route: 'Uống' },
      { name: 'Nước mắt nhân tạo', dose: 'Nhỏ mắt trái 6 lần/ngày, băng mắt khi ngủ', route: 'Nhỏ mắt' },
    ],
    procedure: {
      name: 'Điện châm, cứu ngải, xoa bóp vùng mặt',
      day: 1,
      kind: 'procedure',
      method: 'Toản trúc, Ngư yêu, Địa thương, Giáp xa, Hợp cốc; 20 phút/ngày',
    },
    tests_wanted: 'Công thức máu, glucose, CT sọ khi nghi ngờ trung ương.',
    summary: 'Bệnh nhân {gioi} {tuoi}, liệt VII ngoại biên trái sau lạnh, không dấu thần kinh khác.',
    plan: 'Corticoid sớm, bảo vệ giác mạc, điện châm, tập cơ mặt.',
    days_told: [
      [
        'Miệng méo, mắt nhắm hở.',
        'Charles Bell trái (+), House-Brackmann IV.',
        'Liệt Bell giai đoạn cấp.',
        'Điện châm, cứu, bảo vệ mắt.',
      ],
      ['Nhắm mắt khá hơn, ăn ít rơi vãi.', 'House-Brackmann III.', 'Tiến triển.', 'Tập cơ mặt trước gương.'],
      ['Nhắm kín mắt, cười còn lệch nhẹ.', 'House-Brackmann II.', 'Tốt.', 'Tiếp tục tại nhà.'],
    ],
    treatment: 'Prednisolon, điện châm, tập cơ mặt.',
    advice: 'Giữ ấm, đeo kính, tái khám 2 tuần.',
    result: '2',
  }),
  story({
    id: 'duc-thuy-tinh-the',
    diagnosis: {
      code: 'H25.9',
      display: 'Đục thủy tinh thể người già, không xác định',
      text: 'Đục thủy tinh thể già mắt phải độ III',
    },
    differential: 'Glôcôm góc mở; thoái hóa hoàng điểm',
    department: 'K30',
    form: '10-BV1',
    age: [58, 90],
    days: [2, 4],
    sick_day: [180, 500],
    admit_from: '2',
    reason: 'Nhìn mờ mắt phải tăng dần',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Nhiều tháng nay mắt phải nhìn mờ như qua sương, chói khi ra nắng, không đau nhức, không đỏ. Thay kính không đỡ.',
    own_history: ['Tăng huyết áp kiểm soát tốt.', 'Đã mổ thủy tinh thể mắt trái năm ngoái.'],
    general: 'Tỉnh, không sốt, thể trạng tốt.',
    organs: { eyes: 'MP: thị lực đếm ngón tay 2 m, nhãn áp 15 mmHg, thủy tinh thể đục nhân độ III. MT: thị lực 8/10.' },
    surgical:
      'Mắt phải: kết mạc hồng, giác mạc trong, tiền phòng sâu sạch, đồng tử tròn 3 mm, thủy tinh thể đục nhân độ III, đáy mắt khó soi.',
    vitals: calm,
    labs: { inr: 1 },
    imaging: [
      {
        title: 'Siêu âm B và đo công suất IOL',
        conclusion: 'MP: dịch kính sạch, võng mạc áp, trục 23,1 mm, IOL +21,0 D.',
      },
    ],
    drugs: [
      { name: 'Moxifloxacin 0,5% nhỏ mắt', dose: '1 giọt × 6 lần/ngày', route: 'Nhỏ mắt' },
      { name: 'Prednisolon acetat 1% nhỏ mắt', dose: '1 giọt × 6 lần/ngày', route: 'Nhỏ mắt' },
    ],
    procedure: {
      name: 'Phẫu thuật Phaco đặt IOL mắt phải',
      day: 1,
      kind: 'surgery',
      method: 'Tê tại chỗ, đường mổ 2,2 mm, IOL mềm +21,0 D',
    },
    tests_wanted: 'Đường máu, đông máu, điện tim, siêu âm mắt, đo IOL.',
    summary: 'Bệnh nhân {gioi} {tuoi}, đục thủy tinh thể mắt phải độ III, thị lực ĐNT 2 m, nhãn áp bình thường.',
    plan: 'Phẫu thuật Phaco đặt IOL mắt phải.',
    days_told: [
      [
        'Mắt phải mờ, không đau.',
        'MP: thủy tinh thể đục độ III.',
        'Chuẩn bị Phaco.',
        'Nhỏ kháng sinh, giãn đồng tử trước mổ.',
      ],
      [
        'Cộm nhẹ, nhìn rõ hơn.',
        'MP: vết mổ kín, tiền phòng sạch, IOL cân, thị lực 6/10.',
        'Sau Phaco ngày 1.',
        'Nhỏ thuốc, ra viện.',
      ],
    ],
    treatment: 'Phaco đặt IOL, thuốc nhỏ mắt.',
    advice: 'Nhỏ thuốc đủ 4 tuần, đeo kính, tái khám 1 tuần.',
    result: '1',
  }),
  story({
    id: 'nhiem-khuan-huyet',
    diagnosis: {
      code: 'A41.9',
      display: 'Nhiễm khuẩn huyết, không xác định',
      text: 'Nhiễm khuẩn huyết nghi đường vào tiết niệu, theo dõi sốc nhiễm khuẩn',
    },
    differential: 'Sốc giảm thể tích; viêm phổi nặng',
    department: 'K48',
    form: '01-BV1',
    age: [40, 88],
    days: [8, 12],
    sick_day: [2, 4],
    admit_from: '1',
    reason: 'Sốt rét run, lơ mơ, tụt huyết áp',
    history:
      'Bệnh nhân {gioi}, {tuoi}. {ngay_benh} ngày nay sốt rét run, tiểu buốt, mệt lả, hôm nay lơ mơ, chân tay lạnh, huyết áp 80/50 mmHg tại cấp cứu, truyền 1.500 ml dịch và noradrenalin rồi chuyển hồi sức.',
    own_history: ['Đái tháo đường típ 2, sỏi thận.', 'Xơ gan Child B.'],
    general: 'Glasgow 13, sốt {nhiet}°C, da nổi vân tím đầu gối, refill 4 giây.',
    organs: {
      heart: 'Nhịp nhanh đều {mach}, noradrenalin 0,2 µg/kg/phút.',
      lungs: 'Thở nhanh {tho}, ran ẩm hai đáy, SpO2 {spo2}% với oxy mặt nạ 6 lít/phút.',
      kidneys: 'Nước tiểu 20 ml/giờ, đục.',
    },
    vitals: { pulse: 124, temperature: 39.4, systolic: 90, diastolic: 50, breaths: 30, spo2: 92 },
    labs: {
      wbc: 24.6,
      neut: 92,
      plt: 92,
      crp: 286,
      procalcitonin: 38.5,
      lactate: 4.8,
      creatinine: 212,
      urea: 16.4,
      bilirubin: 34,
      inr: 1.5,
    },
    imaging: [
      {
        title: 'Siêu âm tại giường',
        conclusion: 'Tĩnh mạch chủ dưới xẹp, EF 58%, thận phải giãn độ I, sỏi niệu quản.',
      },
    ],
    drugs: [
      { name: 'Meropenem 1 g', dose: '1 lọ truyền tĩnh mạch 3 giờ × 3 lần/ngày', route: 'Truyền tĩnh mạch' },
      { name: 'Noradrenalin 4 mg', dose: 'Bơm tiêm điện 0,2 µg/kg/phút, đích MAP ≥ 65 mmHg', route: 'Bơm tiêm điện' },
      ringer,
      { name: 'Hydrocortison 100 mg', dose: '50 mg tiêm tĩnh mạch mỗi 6 giờ', route: 'Tiêm tĩnh mạch' },
    ],
    procedure: {
      name: 'Đặt catheter tĩnh mạch trung tâm',
      day: 0,
      kind: 'procedure',
      method: 'Tĩnh mạch cảnh trong phải dưới siêu âm',
    },
    tests_wanted: 'Cấy máu 2 mẫu, lactat mỗi 2–4 giờ, khí máu, đông máu, chức năng tạng, cấy nước tiểu.',
    summary: 'Bệnh nhân {gioi} {tuoi}, sốt, tụt huyết áp, lactat 4,8 mmol/L, PCT 38,5 ng/mL, SOFA 9.',
    prognosis: 'Gần: rất nặng. Xa: dè dặt.',
    plan: 'Gói 1 giờ: cấy máu, kháng sinh, dịch 30 ml/kg, vận mạch; giải quyết ổ nhiễm khuẩn.',
    days_told: [
      [
        'Lơ mơ, sốt, thở nhanh.',
        'Glasgow 13, noradrenalin 0,2 µg/kg/phút, nước tiểu 20 ml/giờ, lactat 4,8.',
        'Sốc nhiễm khuẩn, suy đa tạng.',
        'Hồi sức theo đích, hội chẩn ngoại tiết niệu dẫn lưu.',
      ],
      [
        'Tỉnh hơn, gọi hỏi đáp ứng.',
        'Noradrenalin giảm 0,08, nước tiểu 60 ml/giờ, lactat 2,1.',
        'Thoát sốc dần.',
        'Giảm vận mạch, kháng sinh theo kháng sinh đồ.',
      ],
      ['Tỉnh, uống sữa được.', 'Ngừng vận mạch, nước tiểu 1.800 ml.', 'Ổn định huyết động.', 'Dự kiến chuyển khoa.'],
    ],
    treatment: 'Meropenem, hồi sức dịch, vận mạch, dẫn lưu.',
    advice: 'Tán sỏi khi ổn định, kiểm soát đường máu.',
    result: '2',
  }),
  story({
    id: 'phan-ve',
    diagnosis: { code: 'T78.2', display: 'Sốc phản vệ, không xác định', text: 'Phản vệ độ II sau ăn hải sản' },
    differential: 'Mày đay cấp; cơn hen',
    department: 'K02',
    form: '01-BV1',
    age: [16, 65],
    days: [1, 2],
    sick_day: [1, 1],
    admit_from: '1',
    reason: 'Nổi mẩn toàn thân, khó thở sau ăn tôm',
    history:
      'Bệnh nhân {gioi}, {tuoi}. Sau ăn tôm 30 phút xuất hiện ngứa, nổi mày đay toàn thân, phù môi, tức ngực, khò khè, đau bụng, nôn 1 lần. Được tiêm adrenalin 0,5 mg bắp đùi tại phòng cấp cứu.',
    own_history: ['Đã từng nổi mẩn khi ăn cua.'],
    general: 'Tỉnh, lo lắng, mày đay toàn thân, phù môi, mi mắt.',
    organs: { lungs: 'Ran rít hai phổi, nhịp thở {tho}, SpO2 {spo2}%.' },
    vitals: { pulse: 116, temperature: 36.8, systolic: 105, diastolic: 60, breaths: 26, spo2: 93 },
    labs: { wbc: 11.2 },
    drugs: [
      { name: 'Adrenalin 1 mg/ml', dose: '0,5 ml tiêm bắp, nhắc lại sau 3–5 phút nếu chưa ổn', route: 'Tiêm bắp' },
      { name: 'Methylprednisolon 40 mg', dose: '1 lọ tiêm tĩnh mạch', route: 'Tiêm tĩnh mạch' },
      { name: 'Diphenhydramin 10 mg', dose: '1 ống tiêm bắp', route: 'Tiêm bắp' },
    ],
    tests_wanted: 'Công thức máu, điện tim, khí máu, tryptase.',
    summary: 'Bệnh nhân {gioi} {tuoi}, phản vệ độ II sau ăn tôm, đáp ứng adrenalin.',
    plan: 'Theo dõi ít nhất 24 giờ phát hiện phản vệ hai pha (TT 51/2017/TT-BYT).',
    days_told: [
      [
        'Còn ngứa, hết tức ngực.',
        'Ban mày đay giảm, ran rít thưa.',
        'Phản vệ độ II đã qua cơn.',
        'Theo dõi M, HA mỗi 1–2 giờ trong 24 giờ.',
      ],
      ['Hết ngứa, không khó thở.', 'Không ban, phổi không ran.', 'Ổn định.', 'Cấp thẻ theo dõi dị ứng, ra viện.'],
    ],
    treatment: 'Adrenalin, corticoid, kháng histamin.',
    advice: 'Kiêng tôm cua, mang thẻ dị ứng, đến viện ngay khi khó thở.',
    result: '1',
  }),
]

export const more_stories: Story[] = [...surgery, ...birth, ...children, ...others]
