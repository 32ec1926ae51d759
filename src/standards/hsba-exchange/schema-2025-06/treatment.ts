/** III. ThongTinDieuTri. S1 quotes maicd (7), tenicd (255), maicd_khac (100). `sovaovien` here is ours: S2 leaves it out. */
import { leaf, list, record } from '../schema-field.ts'

const transfer = [
  leaf('khoa', 'text', 255, 'S4'),
  leaf('tungay', 'moment', 23, 'S4'),
  leaf('denngay', 'moment', 23, 'S4'),
] as const

const vital_signs = [
  leaf('mach', 'number', 10, 'S2 S4'),
  leaf('nhietdo', 'number', 10, 'S2 S4'),
  leaf('huyetap_cao', 'number', 10, 'S2'),
  leaf('huyetap_thap', 'number', 10, 'S2'),
  leaf('nhiptho', 'number', 10, 'S2 S4'),
  leaf('cannang', 'number', 10, 'S2 S4'),
  leaf('chieucao', 'number', 10, 'S2'),
  leaf('thoidiem', 'moment', 23, 'S2 S4'),
] as const

export const treatment = record('ThongTinDieuTri', [
  leaf('sovaovien', 'code', 100, 'ours', 'bhyt'),
  leaf('bacsidieutri', 'text', 255, 'S2 S4'),
  leaf('bacsidieutri_ma', 'code', 255, 'S2', 'bhyt'),
  leaf('khoadieutri_ma', 'code', 50, 'S2', 'bhyt'),
  leaf('khoadieutri', 'text', 255, 'S2 S4'),
  leaf('giuong_ma', 'code', 50, 'S2'),
  leaf('giuong', 'text', 255, 'S2 S4'),
  leaf('khoavaovien_ma', 'code', 50, 'S2', 'bhyt'),
  leaf('khoavaovien', 'text', 255, 'S2 S4'),
  leaf('ngaynhapkhoa', 'moment', 23, 'S2 S4'),
  leaf('songaydieutri', 'number', 10, 'S2 S4'),
  leaf('ngayravien', 'moment', 23, 'S2 S4'),
  leaf('tongsongaydieutri', 'number', 10, 'S2 S5'),
  leaf('chandoan', 'text', 4000, 'S2'),
  leaf('chandoan_ma', 'code', 100, 'S2'),
  leaf('chandoanvaovien', 'text', 4000, 'S2'),
  leaf('chandoanvaovien_ma', 'code', 100, 'S2'),
  leaf('chandoantuyenduoi', 'text', 4000, 'S2'),
  leaf('chandoantuyenduoi_ma', 'code', 100, 'S2'),
  leaf('maicd', 'code', 7, 'S1 S2', 'annex'),
  leaf('tenicd', 'text', 255, 'S1 S2', 'annex'),
  leaf('maicd_khac', 'code', 100, 'S1 S2', 'annex'),
  leaf('tenicd_khac', 'text', 4000, 'S1 S2'),
  leaf('ghichu', 'text', 4000, 'S2'),
  leaf('taibien', 'text', 4000, 'S2'),
  leaf('tomtat', 'text', null, 'S2'),
  leaf('bienchung', 'text', 4000, 'S2'),
  leaf('tienluong', 'text', 4000, 'S2'),
  leaf('huongdieutri', 'text', 4000, 'S2'),
  list('danhsachchuyenkhoa', transfer),
  list('danhsachsinhhieu', vital_signs),
  record('tinhtrangravien', [leaf('ketquadieutri', 'text', 255, 'S2 S4'), leaf('loidanbacsi', 'text', 4000, 'S2 S4')]),
])
