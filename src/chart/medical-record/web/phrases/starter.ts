import type { Phrase } from './expand.ts'

/** To begin with; each doctor changes them. Normal findings are written as normal only where the stops are left alone. */
export const starter_phrases: Phrase[] = [
  {
    name: 'tt',
    text: 'Bệnh nhân [tỉnh, tiếp xúc tốt]. Da niêm mạc [hồng]. [Không] phù, [không] xuất huyết dưới da. Hạch ngoại vi [không sờ thấy]. Tuyến giáp [không to].',
  },
  {
    name: 'tim',
    text: 'Tim [đều], tần số [80] ck/phút, T1, T2 rõ, [không] tiếng thổi bệnh lý. Mạch ngoại vi [bắt rõ].',
  },
  { name: 'phoi', text: 'Lồng ngực cân đối, di động đều theo nhịp thở. Rì rào phế nang [rõ hai bên], [không] ran.' },
  { name: 'ran', text: 'Rì rào phế nang giảm [đáy phổi phải], ran [nổ] [đáy phổi phải].' },
  {
    name: 'bung',
    text: 'Bụng [mềm], không chướng, [không] phản ứng thành bụng. Gan, lách [không sờ thấy]. Đại tiện [bình thường].',
  },
  {
    name: 'than',
    text: 'Chạm thận (–), bập bềnh thận (–), hố thận hai bên không đầy. Cầu bàng quang (–). Tiểu [bình thường], nước tiểu [vàng trong].',
  },
  {
    name: 'tk',
    text: 'Tỉnh, Glasgow [15] điểm. Không liệt khu trú. Hội chứng màng não (–). Đồng tử hai bên đều [2] mm, phản xạ ánh sáng (+).',
  },
  { name: 'cxk', text: 'Không sưng nóng đỏ đau các khớp. Vận động [bình thường]. Cột sống [không gù vẹo].' },
  { name: 'tmh', text: 'Tai, mũi, họng: [chưa phát hiện bất thường].' },
  { name: 'rhm', text: 'Răng, hàm, mặt: [chưa phát hiện bất thường].' },
  { name: 'mat', text: 'Mắt: [chưa phát hiện bất thường].' },
  { name: 'nt', text: 'Dinh dưỡng [trung bình], BMI [ ]. Nội tiết: [chưa phát hiện bất thường].' },
  { name: 'bt', text: 'Chưa phát hiện bất thường.' },
  {
    name: 'soap',
    text: 'S: [ ]\nO: Tỉnh, mạch [ ] l/ph, nhiệt độ [ ] °C, huyết áp [ ] mmHg, SpO2 [ ] %. [ ]\nA: [ ]\nP: [ ]',
  },
  {
    name: 'ondinh',
    text: 'S: Bệnh nhân [đỡ mệt, ăn ngủ được].\nO: Tỉnh, tiếp xúc tốt, không sốt. Tim đều, phổi [không ran], bụng mềm.\nA: Diễn biến [ổn định].\nP: Tiếp tục điều trị theo phác đồ.',
  },
  {
    name: 'bs',
    text: 'Bệnh sử: Cách nhập viện [ ] ngày, bệnh nhân xuất hiện [ ], kèm theo [ ]. Ở nhà đã [dùng thuốc gì], [không đỡ] nên vào viện.',
  },
  { name: 'ts', text: 'Bản thân: [chưa ghi nhận bệnh lý mạn tính]. Dị ứng: [chưa ghi nhận]. Phẫu thuật: [chưa].' },
  { name: 'gd', text: 'Gia đình: [chưa ghi nhận bệnh lý liên quan].' },
  {
    name: 'xn',
    text: 'Công thức máu, CRP, sinh hóa máu (ure, creatinin, glucose, AST, ALT, điện giải đồ), tổng phân tích nước tiểu, [X-quang ngực thẳng].',
  },
  { name: 'tl', text: 'Tiên lượng: gần [dè dặt], xa [phụ thuộc đáp ứng điều trị].' },
  {
    name: 'cs',
    text: 'Theo dõi mạch, nhiệt độ, huyết áp, nhịp thở, SpO2 [2] lần/ngày. Chăm sóc cấp [3]. Chế độ ăn [cơm, DD01].',
  },
  {
    name: 'rv',
    text: 'Bệnh nhân tỉnh, hết sốt, sinh hiệu ổn. [ ] Cho ra viện, uống thuốc theo đơn, tái khám sau [7] ngày hoặc khi có bất thường.',
  },
]
