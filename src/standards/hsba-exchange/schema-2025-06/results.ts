/** VI. KetQuaChanDoanHinhAnh and VII. KetQuaXetNghiem. Only `machiso` (255) is quoted; the rest follows S5 and S4
 * (likely). The inner list is called `danhsach` by analogy with groups IV and V (S5 says pkqxn_ds_kqxn). */
import { leaf, list, record } from '../schema-field.ts'

export const imaging = record('KetQuaChanDoanHinhAnh', [
  leaf('sovaovien', 'code', 100, 'S1 S2', 'bhyt'),
  list('danhsach', [
    leaf('sophieu', 'code', 100, 'S4 S5'),
    leaf('bacsichidinh', 'text', 255, 'S4 S5'),
    leaf('bacsithuchien', 'text', 255, 'S4 S5'),
    leaf('chandoan', 'text', 4000, 'S4 S5'),
    leaf('machidinh', 'code', 255, 'ours'),
    leaf('tenchidinh', 'text', 1024, 'S4 S5', 'bhyt'),
    leaf('ngaychidinh', 'moment', 23, 'S5'),
    leaf('ngaythuchien', 'moment', 23, 'S5'),
    leaf('noichidinh', 'text', 255, 'S5'),
    leaf('noithuchienchidinh', 'text', 255, 'S5'),
    leaf('kqcls_mota', 'text', null, 'S5', 'bhyt'),
    leaf('kqcls_ketluan', 'text', null, 'S5', 'bhyt'),
    leaf('kqcls_denghi', 'text', 4000, 'S5'),
    leaf('kqcls_linkpacs', 'text', 2048, 'S5'),
  ]),
])

const lab_line = [
  leaf('machiso', 'code', 255, 'S1', 'annex'),
  leaf('pkqxn_tenxetnghiem', 'text', 255, 'S5', 'bhyt'),
  leaf('ketqua', 'text', 4000, 'S4 S5'),
  leaf('donvi', 'text', 50, 'S4 S5', 'bhyt'),
  leaf('trisothamchieu', 'text', 255, 'S5'),
  leaf('ketquabatthuong', 'code', 5, 'S5'),
  leaf('loaixetnghiem', 'text', 255, 'S5'),
  leaf('nhom', 'text', 255, 'S4 S5'),
] as const

export const laboratory = record('KetQuaXetNghiem', [
  leaf('sovaovien', 'code', 100, 'S1 S2', 'bhyt'),
  list('danhsach', [
    leaf('sophieu', 'code', 100, 'S4 S5'),
    leaf('bacsichidinh', 'text', 255, 'S4 S5'),
    leaf('nguoithuchienxetnghiem', 'text', 255, 'S5'),
    leaf('chandoan', 'text', 4000, 'S4 S5'),
    leaf('doituongbn', 'text', 255, 'S4 S5'),
    leaf('khoa', 'text', 255, 'S5'),
    leaf('noithuchienchidinh', 'text', 255, 'S5'),
    leaf('masobenhpham', 'code', 100, 'S5'),
    leaf('giolaymau', 'moment', 23, 'S4 S5'),
    leaf('ngayketqua', 'moment', 23, 'S4'),
    leaf('ghichu', 'text', 4000, 'S5'),
    list('danhsach', lab_line),
  ]),
])
