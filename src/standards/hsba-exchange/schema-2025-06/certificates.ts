/** VIII–XI. Only the group names and `sovaovien` + `danhsach` (S2) were seen; every line field below is ours. */
import { leaf, list, record } from '../schema-field.ts'

const key = leaf('sovaovien', 'code', 100, 'S1 S2', 'bhyt')

export const referral = record('GiayChuyenVien', [
  key,
  list('danhsach', [
    leaf('sophieu', 'code', 100, 'ours'),
    leaf('ngaychuyenvien', 'moment', 23, 'ours'),
    leaf('noichuyenden_ma', 'code', 50, 'ours'),
    leaf('noichuyenden', 'text', 255, 'ours'),
    leaf('chandoan', 'text', 4000, 'ours'),
    leaf('maicd', 'code', 100, 'ours'),
    leaf('lydochuyenvien', 'text', 4000, 'ours'),
    leaf('tinhtrangnguoibenh', 'text', 4000, 'ours'),
    leaf('huongdieutri', 'text', 4000, 'ours'),
  ]),
])

export const emergency = record('HoSoCapCuu', [
  key,
  list('danhsach', [
    leaf('sophieu', 'code', 100, 'ours'),
    leaf('thoigiancapcuu', 'moment', 23, 'ours'),
    leaf('lydocapcuu', 'text', 4000, 'ours'),
    leaf('tinhtrangnguoibenh', 'text', 4000, 'ours'),
    leaf('chandoan', 'text', 4000, 'ours'),
    leaf('maicd', 'code', 100, 'ours'),
    leaf('xutri', 'text', 4000, 'ours'),
    leaf('bacsikhambenh', 'text', 255, 'ours'),
  ]),
])

const intervention = [
  leaf('sophieu', 'code', 100, 'ours'),
  leaf('batdau', 'moment', 23, 'ours'),
  leaf('ketthuc', 'moment', 23, 'ours'),
  leaf('ma', 'code', 255, 'ours', 'bhyt'),
  leaf('ten', 'text', 1024, 'ours', 'bhyt'),
  leaf('chandoan', 'text', 4000, 'ours'),
  leaf('bacsithuchien', 'text', 255, 'ours'),
  leaf('bacsithuchien_ma', 'code', 255, 'ours', 'bhyt'),
  leaf('ketqua', 'text', 4000, 'ours'),
  leaf('taibien', 'text', 4000, 'ours'),
  leaf('ghichu', 'text', 4000, 'ours'),
] as const

export const procedures = record('PhieuThuThuat', [key, list('danhsach', intervention)])
export const surgeries = record('PhieuPhauThuat', [key, list('danhsach', intervention)])
