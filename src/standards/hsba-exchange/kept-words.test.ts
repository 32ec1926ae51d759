import assert from 'node:assert/strict'
import { test } from 'node:test'
import { residue_questionnaire } from './fhir/residue.ts'
import { is_kind } from './fhir/shapes.ts'
import { facility_of, from_fhir, record_of_bundle, to_fhir, to_json } from './index.ts'
import { filled_hsba } from './test-filled.ts'

/** Which fields no typed resource carries: exactly these travel as words of the sender, all others as facts. */
const kept_as_words = [
  'ThongTinBenhNhan buong quanhuyen_ma nhommau yeutorh tiensubenhtatcuagiadinh',
  'ThongTinBenhNhan.tiensusanphukhoa tuoibatdaukinh tinhchatkinhnguyet chukykinhnguyet songaythaykinh luongkinh kinhlancuoingay daubungkinh laychongnam hetkinhnam benhphukhoadadieutri',
  'ThongTinBenhNhan.tiensusankhoa PARA',
  'ThongTinVaoVien sophieu quatrinhbenhly khambenh_toanthan',
  'ThongTinVaoVien.khambenh_caccoquan tuanhoan hohap tieuhoa thantietnieu thankinh coxuongkhop taimuihong ranghammat mat noitiet_dinhduong_benhlikhac',
  'ThongTinDieuTri songaydieutri ghichu taibien tomtat bienchung tienluong huongdieutri',
  'ThongTinDieuTri.tinhtrangravien loidanbacsi',
  'YLenhThuocVatTu.danhsach[0].danhsach[0] machidinh nhom loaithuoc mathuocvattu_bv sothutungaydungthuoc',
  'PhieuChiDinh.danhsach[0].danhsach[0] benhnhanphaitra dongia manoithuchienchidinh thanhtien',
  'PhieuChiDinh.danhsach[0] giogiaomau giolaymau giuong khoadieutri nguoilaymau noichidinh phong tongcong',
  'KetQuaChanDoanHinhAnh.danhsach[0] bacsichidinh chandoan ngaychidinh noichidinh noithuchienchidinh kqcls_mota kqcls_denghi kqcls_linkpacs',
  'KetQuaXetNghiem.danhsach[0] bacsichidinh chandoan khoa noithuchienchidinh masobenhpham',
  'KetQuaXetNghiem.danhsach[0].danhsach[0] loaixetnghiem',
  'GiayChuyenVien.danhsach[0] sophieu lydochuyenvien tinhtrangnguoibenh huongdieutri',
  'HoSoCapCuu danhsach',
].flatMap((line) => {
  const [group = '', ...names] = line.split(' ')
  return names.map((name) => `${group}.${name}`)
})

test('of a record with every field filled, exactly the named fields are kept as words, and all of it comes back', () => {
  const hsba = filled_hsba()
  const bundle = to_fhir(hsba)
  const sheets = bundle.entry.map((one) => one.resource).filter((one) => is_kind(one, 'QuestionnaireResponse'))
  assert.deepEqual(
    sheets.map((one) => one.questionnaire),
    [residue_questionnaire],
  )
  const paths = sheets.flatMap((one) => one.item ?? []).map((item) => item.linkId)
  assert.deepEqual(paths.slice(1), kept_as_words)
  const again = from_fhir(record_of_bundle(bundle, facility_of(hsba)), { extension: false })
  assert.equal(to_json(again), to_json(hsba))
})
