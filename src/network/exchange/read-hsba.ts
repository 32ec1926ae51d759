import { Failure } from '../../base/outcome/index.ts'
import { list_of, object_of, type Resource } from '../../standards/fhir/index.ts'
import { from_json, from_xml, to_fhir, type HoSoBenhAn } from '../../standards/hsba-exchange/index.ts'
import type { LetterGist, LetterSection } from './contract.ts'
import { gist_line, no_gist } from './letter-gist.ts'
import { unread_letter, type ReadLetter } from './read-sections.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

const read = (bytes: Uint8Array): HoSoBenhAn => {
  const text = utf8.decode(bytes)
  return /^\s*</.test(text) ? from_xml(text, () => undefined) : from_json(text, () => undefined)
}

const joined = (parts: string[], by = ' · '): string => parts.filter(Boolean).join(by)
const lines = (parts: string[]): string => joined(parts, '\n')
const named = (name: string, value: string): string => (value === '' ? '' : `${name}: ${value}`)
/** Milliseconds and the midnight of a day that has no hour say nothing to a reader. */
const moment = (text: string): string => text.replace(/:\d\d\.\d{3}$/, '').replace(/ 00:00$/, '')
const coded = (text: string, code: string): string => (code === '' || text.includes(code) ? text : joined([text, code]))

const stay = ({ ThongTinBenhNhan: person, ThongTinDieuTri: care }: HoSoBenhAn): string =>
  lines([
    named('Vào viện', moment(person.thoigianvaovien)),
    named('Ra viện', moment(care.ngayravien)),
    named('Khoa', care.khoadieutri || person.tenkhoa),
    named('Bác sĩ điều trị', care.bacsidieutri),
    named('Số vào viện', person.sovaovien),
  ])

const history = ({ ThongTinBenhNhan: person }: HoSoBenhAn): string =>
  lines([
    ...person.tiensubenhtatcuabanthan.map((one) => joined([one.thongtin_noidung, one.thongtin_giatri])),
    named('Gia đình', person.tiensubenhtatcuagiadinh),
  ])

const signs = (one: { mach: string; nhietdo: string; nhiptho: string }, pressure: string[]): string =>
  joined([
    named('Mạch', one.mach),
    named('Nhiệt độ', one.nhietdo),
    named('Nhịp thở', one.nhiptho),
    named('Huyết áp', joined(pressure, '/')),
  ])

const examination = ({ ThongTinVaoVien: found }: HoSoBenhAn): string =>
  lines([
    named('Lý do vào viện', found.lydovaovien),
    found.quatrinhbenhly,
    signs(found, [found.huyetap_tamthu, found.huyetap_tamtruong]),
    found.khambenh_toanthan,
    ...Object.values(found.khambenh_caccoquan).flatMap((rows) => rows.map((one) => one.dauchung)),
  ])

const diagnosis = ({ ThongTinVaoVien: before, ThongTinDieuTri: care }: HoSoBenhAn): string =>
  lines([
    named('Vào viện', coded(before.chandoanvaovien || before.chandoansobo, before.khambenh_chandoanvaovienmaicd)),
    named('Ra viện', coded(care.tenicd || care.chandoan, care.maicd)),
    named('Bệnh kèm', coded(care.tenicd_khac, care.maicd_khac)),
    named('Biến chứng', care.bienchung),
  ])

const course = ({ ThongTinDieuTri: care }: HoSoBenhAn): string =>
  lines([
    care.tomtat,
    ...care.danhsachsinhhieu.map((one) =>
      joined([moment(one.thoidiem), signs(one, [one.huyetap_cao, one.huyetap_thap])]),
    ),
    named('Kết quả điều trị', care.tinhtrangravien.ketquadieutri),
    named('Hướng điều trị', care.huongdieutri),
    care.tinhtrangravien.loidanbacsi,
  ])

const drugs = ({ YLenhThuocVatTu: orders }: HoSoBenhAn): string =>
  lines(
    orders.danhsach
      .flatMap((slip) => slip.danhsach)
      .map((one) =>
        joined([
          moment(one.ngaykedonthuoc),
          one.tenthuocvattu,
          joined([one.soluongthuocvattu, one.donvitinh], ' '),
          one.cachdung,
        ]),
      ),
  )

const laboratory = ({ KetQuaXetNghiem: results }: HoSoBenhAn): string =>
  lines(
    results.danhsach.flatMap((slip) =>
      slip.danhsach.map((one) =>
        joined([
          moment(slip.ngayketqua || slip.giolaymau),
          one.pkqxn_tenxetnghiem || one.machiso,
          joined([one.ketqua, one.donvi, one.ketquabatthuong], ' '),
          named('tham chiếu', one.trisothamchieu),
        ]),
      ),
    ),
  )

const imaging = ({ KetQuaChanDoanHinhAnh: results }: HoSoBenhAn): string =>
  lines(
    results.danhsach.map((one) =>
      joined([moment(one.ngaythuchien), one.tenchidinh, one.kqcls_mota, named('Kết luận', one.kqcls_ketluan)]),
    ),
  )

const interventions = ({ PhieuThuThuat, PhieuPhauThuat }: HoSoBenhAn): string =>
  lines(
    [...PhieuThuThuat.danhsach, ...PhieuPhauThuat.danhsach].map((one) =>
      joined([moment(one.batdau), one.ten, one.ketqua, named('Tai biến', one.taibien)]),
    ),
  )

const referral = ({ GiayChuyenVien: slips }: HoSoBenhAn): string =>
  lines(
    slips.danhsach.map((one) =>
      joined([
        moment(one.ngaychuyenvien),
        one.lydochuyenvien,
        coded(one.chandoan, one.maicd),
        one.tinhtrangnguoibenh,
        one.huongdieutri,
      ]),
    ),
  )

/** Its last slip of transfer; HoSoBenhAn knows neither urgency nor transport (CV 365). */
const gist_of = ({ GiayChuyenVien: { danhsach: slips } }: HoSoBenhAn): LetterGist => {
  const slip = slips.at(-1)
  if (!slip) return no_gist
  return {
    ...no_gist,
    ...{ diagnosis: gist_line(slip.chandoan), diagnosis_code: gist_line(slip.maicd) },
    reason: gist_line(slip.lydochuyenvien),
    condition: gist_line(slip.tinhtrangnguoibenh),
  }
}

const groups: [string, (record: HoSoBenhAn) => string][] = [
  ['Đợt điều trị', stay],
  ['Tiền sử', history],
  ['Khám lúc vào', examination],
  ['Chẩn đoán', diagnosis],
  ['Diễn biến, hướng điều trị', course],
  ['Thuốc', drugs],
  ['Xét nghiệm', laboratory],
  ['Chẩn đoán hình ảnh', imaging],
  ['Thủ thuật, phẫu thuật', interventions],
  ['Chuyển viện', referral],
]

/** A HoSoBenhAn in words, group by group. */
export const sections_of = (record: HoSoBenhAn): LetterSection[] =>
  groups.map(([title, text_in]) => ({ title, text: text_in(record) })).filter(({ text }) => text !== '')

const patient_of = (record: HoSoBenhAn): Resource | undefined =>
  list_of(to_fhir(record, { source: 'groups' }).entry)
    .map((entry) => object_of(entry['resource']) as Resource | undefined)
    .find((resource) => resource?.resourceType === 'Patient')

/** What a HoSoBenhAn says, in words, for letters that carry no FHIR document; nothing where it cannot be read. */
export const read_hsba = (bytes: Uint8Array): ReadLetter => {
  try {
    const record = read(bytes)
    return { ...unread_letter, sections: sections_of(record), patient: patient_of(record), gist: gist_of(record) }
  } catch (error) {
    if (error instanceof Failure || error instanceof TypeError) return unread_letter
    throw error
  }
}
