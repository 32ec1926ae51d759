/** The 22 chapters of ICD-10 (WHO, 10th revision): code, first and last category, name. Lists print the code only. */
const chapters: [code: string, first: string, last: string, name: string][] = [
  ['I', 'A00', 'B99', 'Bệnh nhiễm trùng và ký sinh trùng'],
  ['II', 'C00', 'D48', 'U tân sinh'],
  ['III', 'D50', 'D89', 'Bệnh của máu, cơ quan tạo máu và một số rối loạn liên quan đến cơ chế miễn dịch'],
  ['IV', 'E00', 'E90', 'Bệnh nội tiết, dinh dưỡng và chuyển hóa'],
  ['V', 'F00', 'F99', 'Rối loạn tâm thần và hành vi'],
  ['VI', 'G00', 'G99', 'Bệnh của hệ thần kinh'],
  ['VII', 'H00', 'H59', 'Bệnh của mắt và phần phụ của mắt'],
  ['VIII', 'H60', 'H95', 'Bệnh của tai và xương chũm'],
  ['IX', 'I00', 'I99', 'Bệnh của hệ tuần hoàn'],
  ['X', 'J00', 'J99', 'Bệnh của hệ hô hấp'],
  ['XI', 'K00', 'K93', 'Bệnh của hệ tiêu hóa'],
  ['XII', 'L00', 'L99', 'Bệnh của da và mô dưới da'],
  ['XIII', 'M00', 'M99', 'Bệnh của hệ cơ xương khớp và mô liên kết'],
  ['XIV', 'N00', 'N99', 'Bệnh của hệ tiết niệu, sinh dục'],
  ['XV', 'O00', 'O99', 'Thai nghén, sinh đẻ và hậu sản'],
  ['XVI', 'P00', 'P96', 'Một số bệnh lý khởi phát trong thời kỳ chu sinh'],
  ['XVII', 'Q00', 'Q99', 'Dị tật bẩm sinh, biến dạng và bất thường nhiễm sắc thể'],
  ['XVIII', 'R00', 'R99', 'Triệu chứng, dấu hiệu và phát hiện bất thường chưa phân loại ở nơi khác'],
  ['XIX', 'S00', 'T98', 'Tổn thương, ngộ độc và hậu quả khác do nguyên nhân bên ngoài'],
  ['XX', 'V01', 'Y98', 'Nguyên nhân bên ngoài của bệnh tật và tử vong'],
  ['XXI', 'Z00', 'Z99', 'Yếu tố ảnh hưởng đến sức khỏe và việc tiếp xúc dịch vụ y tế'],
  ['XXII', 'U00', 'U99', 'Mã dùng cho mục đích đặc biệt'],
]

export type Chapter = { code: string; name: string }

/** The chapter a code lies in, by its category. */
export const chapter_of = (code: string): Chapter | undefined => {
  const category = code.slice(0, 3)
  const found = chapters.find(([, first, last]) => category >= first && category <= last)
  return found && { code: found[0], name: found[3] }
}
