import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { to_fhir, type HoSoBenhAn } from '../../standards/hsba-exchange/index.ts'
import { to_hit } from '../patients/index.ts'
import type { ImportPreview } from './contract.ts'
import { house_in, read_record } from './import-record.ts'
import { entries_of, find_here } from './place-foreign.ts'

/** Milliseconds and the midnight of a day that has no hour say nothing to a reader. */
const moment = (text: string): string => text.replace(/:\d\d\.\d{3}$/, '').replace(/ 00:00$/, '')

const chart_of = (patient: Resource): ImportPreview['here'] => {
  const { name, patient_code } = to_hit(patient)
  return { id: patient.id ?? '', name, patient_code }
}

/** Whose chart it would go into; null: a new one. @throws 409 where the stay is here, or the number is another's */
const find_chart = async (unit: Unit, hsba: HoSoBenhAn): Promise<ImportPreview['here']> => {
  const entries = entries_of(to_fhir(hsba))
  const is_own = entries.every(({ resource }) => resource.id !== undefined)
  const stay = entries.find(({ resource }) => resource.resourceType === 'Encounter')
  const stay_id = is_own ? stay?.resource.id : stay?.full_url.replace(/^urn:uuid:/, '')
  if (stay_id && (await unit.find('Encounter', stay_id)))
    throw fail.conflict('Đợt điều trị này đã có tại cơ sở; không ghi đè')
  const person = entries.find(({ resource }) => resource.resourceType === 'Patient')
  if (!person) return null
  const id = is_own ? person.resource.id : await find_here(unit, person)
  const here = id === undefined ? undefined : await unit.find('Patient', id)
  return here ? chart_of(resource_of(here)) : null
}

/**
 * What a file would bring, before anything is written.
 * @throws 400 unreadable, 409 the stay is already here or its person is somebody else, 422 with every fault
 */
export const preview_import = (store: Store, caller: Caller, text: string): Promise<ImportPreview> => {
  demand(caller, 'record.import')
  const { hsba, left_out } = read_record(text)
  const { ThongTinBenhNhan: person, ThongTinVaoVien: before, ThongTinDieuTri: care } = hsba
  return store.unit(caller, async (unit) => {
    const here = await find_chart(unit, hsba)
    const act = { action: 'R', interaction: 'import-preview', type: 'Patient', ref: 'HoSoBenhAn' } as const
    unit.note(here ? { ...act, patient: here.id } : act)
    return {
      person: {
        ...{ name: person.hoten, birth_date: person.ngaysinh, gender: person.gioitinh },
        ...{ cccd: person.cccd_so, insurance: person.mabhyt, address: person.diachi },
      },
      stay: {
        ...{ number: person.sovaovien, department: care.khoadieutri || person.tenkhoa },
        ...{ from: moment(person.thoigianvaovien), to: moment(care.ngayravien) },
        diagnosis: care.tenicd || care.chandoan || before.chandoanvaovien || before.chandoansobo,
      },
      ...{ house: house_in(hsba), here, left_out },
      documents: hsba.PhanMoRong?.tailieu.length ?? 0,
    }
  })
}
