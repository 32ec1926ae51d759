import { make_code, to_national, type Prescription } from '../../standards/e-prescription/index.ts'
import { is_object } from '../../standards/fhir/index.ts'
import { empty_hsba, to_json, to_xml, type HoSoBenhAn } from '../../standards/hsba-exchange/index.ts'
import { sample_person, type SampleHouse } from '../../standards/sample-letters/index.ts'
import { eicar } from './eicar.ts'
import type { Sample } from './sample.ts'

export const sample_hsba = (person = sample_person): HoSoBenhAn => {
  const record = empty_hsba()
  record.ThongTinBenhNhan.hoten = person.name
  record.ThongTinBenhNhan.cccd_so = person.cccd
  record.ThongTinBenhNhan.ngaysinh = person.birth_date.split('-').toReversed().join('/')
  // The same in every group, or the groups are of several stays.
  for (const group of Object.values(record))
    if (is_object(group) && 'sovaovien' in group) Object.assign(group, { sovaovien: '26.000001' })
  return record
}

export const bomb = (xml: string): string => {
  const entities = Array.from('bcdefgh', (name, i) => `<!ENTITY ${name} "${`&${'abcdefg'[i] ?? ''};`.repeat(10)}">`)
  const doctype = `<!DOCTYPE HoSoBenhAn [<!ENTITY a "ha">${entities.join('')}]>`
  return xml.replace('<hoten>', `<hoten>&h;`).replace('<HoSoBenhAn', `${doctype}\n<HoSoBenhAn`)
}

const hsba_samples = (): Sample[] => {
  const [xml, json] = [to_xml(sample_hsba()), to_json(sample_hsba())]
  const file = (name: string, bytes: string, vi: string, en: string, answer = '422'): Sample => ({
    ...{ name: `hosobenhan/${name}`, bytes, vi, en, answer },
  })
  const unknown = '<truongmoi2099>x</truongmoi2099>'
  return [
    file('record.xml', xml, 'HoSoBenhAn XML', 'HoSoBenhAn XML', '201 (hosobenhan)'),
    file('record.json', json, 'HoSoBenhAn JSON', 'HoSoBenhAn JSON', '201 (hosobenhan)'),
    file('bomb.xml', bomb(xml), 'bom XML (DOCTYPE, thực thể)', 'XML bomb (DOCTYPE, entities)'),
    file('cut.xml', xml.slice(0, Math.floor(xml.length / 2)), 'tệp bị cắt', 'cut off in the middle'),
    file('cut.json', json.slice(0, Math.floor(json.length / 2)), 'tệp bị cắt', 'cut off in the middle'),
    file(
      'next-schema.xml',
      xml.replace('<ThongTinBenhNhan>', `<ThongTinBenhNhan>${unknown}`),
      'trường của lược đồ sau; kit validate nêu tên, trục bỏ qua',
      'a field of a later schema; kit validate names it, the hub passes over it',
      '201 (hosobenhan)',
    ),
    file(
      'wrong-date.xml',
      xml.replace(/<ngaysinh>[^<]*/, '<ngaysinh>1990-03-02'),
      'ngày sai dạng',
      'date in another form',
    ),
    file('virus.xml', xml.replace('<hoten>', `<hoten>${eicar.replaceAll('&', '')}`), 'tệp thử vi-rút', 'EICAR'),
  ]
}

const prescription_of = (facility: string): Prescription => ({
  ...{ code: make_code(facility, 'C', () => 7), kind: 'C', facility: { code: facility, name: 'Bệnh viện Mẫu' } },
  patient: {
    ...{ name: sample_person.name, gender: sample_person.gender, birth_date: sample_person.birth_date },
    ...{ cccd: sample_person.cccd, address: 'Không có thật' },
  },
  diagnoses: [{ code: 'J20.9', text: 'Viêm phế quản cấp' }],
  lines: [
    {
      ...{
        id: '1',
        drug_code: 'VD-00000-00',
        ingredient: 'Paracetamol',
        brand: '',
        strength: '500mg',
        form: 'viên nén',
      },
      ...{
        route_code: '1.01',
        route: 'Uống',
        unit: 'viên',
        quantity: 10,
        directions: 'Uống 1 viên khi sốt, ngày 2 lần',
      },
    },
  ],
  ...{ courses: [], treatment: 'outpatient', prescriber: { id: 'd1', name: 'Nguyễn Văn Mẫu', phone: '0900000000' } },
  ...{ signed_at: new Date().toISOString(), collect_until: new Date().toISOString().slice(0, 10) },
})

const prescription_samples = (facility: string): Sample[] => {
  const good = to_national(prescription_of(facility))
  const file = (name: string, value: object, vi: string, en: string, answer = '422'): Sample => ({
    ...{ name: `e-prescription/${name}.json`, bytes: JSON.stringify(value, null, 1), vi, en, answer },
  })
  return [
    file(
      'prescription',
      good,
      'đơn thuốc theo QĐ 808',
      'prescription as in QĐ 808',
      '200 (cổng đơn thuốc / kit mocks)',
    ),
    file('wrong-code', { ...good, ma_don_thuoc: 'ABC' }, 'mã đơn sai dạng', 'malformed code'),
    file(
      'wrong-facility',
      { ...good, ma_don_thuoc: `24997${good.ma_don_thuoc.slice(5)}` },
      'mã đơn của cơ sở khác',
      'code of another facility',
    ),
    file('no-drug', { ...good, thong_tin_don_thuoc: [] }, 'đơn không có thuốc', 'no drug in it'),
    file('wrong-sex', { ...good, gioi_tinh: 7 }, 'giới tính không có', 'no such sex code'),
  ]
}

/** HoSoBenhAn and the national prescription, each with its faulty twins. */
export const data_samples = async (house: SampleHouse): Promise<Sample[]> => [
  ...hsba_samples(),
  ...prescription_samples(house.code),
]
