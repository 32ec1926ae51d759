import { calm, story } from './brief.ts'
import type { Story } from './story.ts'

export const trauma_stories: Story[] = [
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
