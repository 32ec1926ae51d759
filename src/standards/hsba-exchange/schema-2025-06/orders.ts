/** IV. YLenhThuocVatTu and V. PhieuChiDinh: slips, each with its lines. S1 quotes mathuocvattu_byt, machidinh (255). */
import { leaf, list, record } from '../schema-field.ts'

const drug_line = [
  leaf('machidinh', 'code', 255, 'S2 S3'),
  leaf('cachdung', 'text', 1024, 'S2 S3', 'bhyt'),
  leaf('ngaykedonthuoc', 'moment', 23, 'S2 S3'),
  leaf('donvitinh', 'text', 50, 'S2 S3', 'bhyt'),
  leaf('nhom', 'text', 255, 'S2 S3'),
  leaf('loaithuoc', 'text', 255, 'S2 S3'),
  leaf('mathuocvattu_bv', 'code', 255, 'S1 S2 S3'),
  leaf('mathuocvattu_byt', 'code', 255, 'S1 S2 S3', 'annex'),
  leaf('soluongthuocvattu', 'number', 20, 'S2 S3'),
  leaf('sothutungaydungthuoc', 'number', 10, 'S2 S3'),
  leaf('tenthuocvattu', 'text', 1024, 'S2 S3', 'bhyt'),
  leaf('ylenhthuocvattu_ghichu', 'text', 4000, 'S2 S3'),
] as const

export const drugs = record('YLenhThuocVatTu', [
  leaf('sovaovien', 'code', 100, 'S1 S2 S3', 'bhyt'),
  list('danhsach', [
    leaf('sophieu', 'code', 100, 'S2 S3'),
    leaf('bacsichidinh', 'text', 255, 'S2 S3'),
    leaf('mabacsichidinh', 'code', 255, 'S2 S3', 'bhyt'),
    leaf('chandoansobo', 'text', 4000, 'S2 S3'),
    leaf('doituongbn', 'text', 255, 'S2 S3'),
    list('danhsach', drug_line),
  ]),
])

const order_line = [
  leaf('machidinh', 'code', 255, 'S1 S2', 'annex'),
  leaf('ngaychidinh', 'moment', 23, 'S2'),
  leaf('benhnhanphaitra', 'text', 20, 'S2 S5'),
  leaf('dongia', 'text', 20, 'S2 S4 S5'),
  leaf('loaichidinh', 'text', 255, 'S2 S5'),
  leaf('loaimachidinh', 'code', 255, 'S2'),
  leaf('noithuchienchidinh', 'text', 255, 'S2 S5'),
  leaf('manoithuchienchidinh', 'code', 50, 'S2'),
  leaf('soluong', 'number', 20, 'S2 S4 S5'),
  leaf('tenchidinh', 'text', 1024, 'S2 S4 S5', 'bhyt'),
  leaf('thanhtien', 'text', 20, 'S2 S4 S5'),
] as const

export const orders = record('PhieuChiDinh', [
  leaf('sovaovien', 'code', 100, 'S1 S2', 'bhyt'),
  list('danhsach', [
    leaf('sophieu', 'code', 100, 'S2 S4 S5'),
    leaf('bacsichidinh', 'text', 255, 'S2 S4 S5'),
    leaf('mabacsichidinh', 'code', 255, 'S2', 'bhyt'),
    leaf('chandoansobo', 'text', 4000, 'S2 S4 S5'),
    leaf('doituongbn', 'text', 255, 'S2 S4 S5'),
    list('danhsach', order_line),
    leaf('giogiaomau', 'moment', 23, 'S2 S5'),
    leaf('giolaymau', 'moment', 23, 'S2 S5'),
    leaf('giuong', 'text', 255, 'S2 S5'),
    leaf('khoadieutri', 'text', 255, 'S2 S4 S5'),
    leaf('mucdochidinh', 'text', 255, 'S2 S4 S5'),
    leaf('nguoilaymau', 'text', 255, 'S2 S5'),
    leaf('noichidinh', 'text', 255, 'S2 S4 S5'),
    leaf('phong', 'text', 255, 'S2 S5'),
    leaf('tongcong', 'text', 20, 'S2 S4 S5'),
  ]),
])
