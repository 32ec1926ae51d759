import { calm, story } from './brief.ts'
import type { Story } from './story.ts'

export const ophthalmology_stories: Story[] = [
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
]
