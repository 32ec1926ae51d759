/** II. ThongTinVaoVien. S1 quotes VNCODE and SNOMED (string, 25). An organ may have one finding or several. */
import { leaf, list, record } from '../schema-field.ts'

const finding = [
  record('dauchung_ma', [leaf('VNCODE', 'code', 25, 'S1 S2', 'annex'), leaf('SNOMED', 'code', 25, 'S1 S2', 'annex')]),
  leaf('dauchung', 'text', 4000, 'S1 S2'),
  leaf('dauchung_ghichu', 'text', 4000, 'S1 S2'),
] as const

const organs = [
  list('tuanhoan', finding, true),
  list('hohap', finding, true),
  list('tieuhoa', finding, true),
  list('thantietnieu', finding, true),
  list('thankinh', finding, true),
  list('coxuongkhop', finding, true),
  list('taimuihong', finding, true),
  list('ranghammat', finding, true),
  list('mat', finding, true),
  list('noitiet_dinhduong_benhlikhac', finding, true),
] as const

export const admission = record('ThongTinVaoVien', [
  leaf('sovaovien', 'code', 100, 'S1 S2 S4', 'bhyt'),
  leaf('sophieu', 'code', 100, 'S2 S4'),
  leaf('phongkham', 'text', 255, 'S2 S4 S5'),
  leaf('maphongkham', 'code', 50, 'S2 S3 S4'),
  leaf('bacsikhambenh', 'text', 255, 'S2 S4'),
  leaf('mabacsikhambenh', 'code', 255, 'S2 S4', 'bhyt'),
  leaf('chandoancuanoigioithieu', 'text', 4000, 'S2 S4 S5'),
  leaf('chandoansobo', 'text', 4000, 'S2 S4 S5'),
  leaf('chandoanvaovien', 'text', 4000, 'S2 S3 S4'),
  leaf('khambenh_chandoanvaovienmaicd', 'code', 100, 'S1 S2 S4'),
  leaf('chieucao', 'number', 10, 'S2 S3 S4'),
  leaf('dieutritaikhoa', 'text', 255, 'S2 S4'),
  leaf('madieutritaikhoa', 'code', 50, 'S2 S4', 'bhyt'),
  leaf('chuky_hoten', 'text', 255, 'S1 S2 S5'),
  leaf('denkhambenhluc', 'moment', 23, 'S2 S4 S5'),
  leaf('lydovaovien', 'text', 4000, 'S2 S4 S5'),
  leaf('quatrinhbenhly', 'text', null, 'S2 S4 S5'),
  leaf('mach', 'number', 10, 'S2 S3 S4'),
  leaf('nhietdo', 'number', 10, 'S2 S3 S4'),
  leaf('nhiptho', 'number', 10, 'S2 S3 S4'),
  leaf('huyetap_tamthu', 'number', 10, 'S2 S3 S4'),
  leaf('huyetap_tamtruong', 'number', 10, 'S2 S3 S4'),
  leaf('cannang', 'number', 10, 'S2 S3 S4'),
  leaf('khambenh_toanthan', 'text', 4000, 'S2 S4 S5'),
  record('khambenh_caccoquan', organs),
])
