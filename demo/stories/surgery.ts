import { calm, ceftriaxone, fever, ringer, story } from './brief.ts'
import type { Story } from './story.ts'

export const surgery_stories: Story[] = [
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
]
