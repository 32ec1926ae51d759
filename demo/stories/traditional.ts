import { calm, story } from './brief.ts'
import type { Story } from './story.ts'

export const traditional_stories: Story[] = [
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
      ['Nhắm kín mắt, cười còn lệch nhẹ.', 'House-Brackmann II.', 'Tốt.', 'Tiếp tục tập cơ mặt, hẹn tái khám.'],
    ],
    treatment: 'Prednisolon, điện châm, tập cơ mặt.',
    advice: 'Giữ ấm, đeo kính, tái khám 2 tuần.',
    result: '2',
  }),
]
