import { make_letter, plain_pdf, province, sign_paper } from '../documents/test-letters.ts'
import { empty_hsba, to_json, to_xml } from '../hsba-exchange/index.ts'
import { write_package, type PackageInput, type PackageItem, type PackageTrust } from './index.ts'

export const house = province
export const made_at = new Date('2026-11-20T09:00:00Z')

const letter = await make_letter({ house })
const [, fhir, seal] = letter.parts
const sheet = async (words: string) => sign_paper(await plain_pdf(words), [['bac_si', house.doctor]])

const record = empty_hsba()
record.ThongTinBenhNhan.hoten = 'Trần Thị Bưởi'
record.ThongTinBenhNhan.cccd_so = '024190000123'
record.ThongTinBenhNhan.ngaysinh = '02/03/1990'

export const items: PackageItem[] = [
  { what: 'pdf', title: 'Bệnh án nội khoa', bytes: await sheet('Benh an noi khoa') },
  { what: 'pdf', title: 'Phiếu chăm sóc', bytes: await sheet('Phieu cham soc') },
  { what: 'pdf', title: 'Phiếu chăm sóc', bytes: await sheet('Phieu cham soc, ngay thu hai') },
  { what: 'hsba-xml', title: 'HoSoBenhAn', bytes: Buffer.from(to_xml(record)) },
  { what: 'hsba-json', title: 'HoSoBenhAn', bytes: Buffer.from(to_json(record)) },
  { what: 'fhir', title: 'Tóm tắt đợt điều trị', bytes: fhir?.bytes ?? Buffer.from(''), seal: seal?.bytes },
  { what: 'certificate', title: 'Gốc chứng thực', bytes: Buffer.from(house.ca.certificate_pem) },
]

export const package_input: PackageInput = {
  identity: 'urn:uuid:0193a000-0000-7000-8000-000000000777',
  made_at,
  facility: { code: house.code, name: house.name },
  person: letter.person,
  stay: { identifiers: [], start: '2026-11-10T08:00:00+07:00', end: '2026-11-20T09:00:00+07:00' },
  items,
}

export const trust: PackageTrust = { roots_pem: [house.ca.certificate_pem], at: new Date('2026-11-21T00:00:00Z') }

export const good = await write_package(package_input, house.seal)
