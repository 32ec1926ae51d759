import { randomUUID } from 'node:crypto'
import { to_xml } from '../../standards/hsba-exchange/index.ts'
import { write_package, type PackageItem } from '../../standards/record-package/index.ts'
import { make_sample_house, make_sample_letter, type SampleHouse } from '../../standards/sample-letters/index.ts'
import { sample_hsba } from './samples-data.ts'
import type { Sample } from './sample.ts'

const package_of = async (house: SampleHouse, sealed_by = house): Promise<Uint8Array> => {
  const letter = await make_sample_letter(house, { kind: 'record', recipients: [] })
  const [pdf] = letter.parts
  const items: PackageItem[] = [
    { what: 'pdf', title: 'Bệnh án mẫu', bytes: pdf.bytes },
    { what: 'hsba-xml', title: 'HoSoBenhAn', bytes: Buffer.from(to_xml(sample_hsba())) },
    { what: 'certificate', title: 'Gốc chứng thực', bytes: Buffer.from(house.root_pem) },
  ]
  const about = { identity: `urn:uuid:${randomUUID()}`, made_at: new Date(letter.created_at), person: letter.person }
  return write_package({ ...about, facility: { code: house.code, name: house.name }, items }, sealed_by.seal)
}

const turn_byte = (bytes: Uint8Array): Uint8Array => {
  const copy = Buffer.from(bytes)
  const at = copy.indexOf('%PDF-') + 200
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

/** The whole record in one file, whole and broken. */
export const package_samples = async (house: SampleHouse): Promise<Sample[]> => {
  const good = await package_of(house)
  const stranger = await package_of(house, make_sample_house(house.code, house.name))
  const file = (name: string, bytes: Uint8Array, vi: string, en: string, answer: string): Sample => ({
    ...{ name: `record-package/${name}.zip`, bytes, vi, en, answer },
  })
  return [
    file('package', good, 'gói hồ sơ', 'record package', '200 (npx benhan verify)'),
    file('turned-byte', turn_byte(good), 'một bit bị lật: nêu tên tài liệu', 'a flipped bit names its document', '422'),
    file('unknown-seal', stranger, 'niêm phong của gốc không ai tin', 'sealed under a root nobody trusts', '422'),
    file('cut', good.slice(0, Math.floor(good.length / 2)), 'tệp bị cắt', 'cut off in the middle', '422'),
  ]
}
