import { format_date } from '../../../base/time/index.ts'
import { find_facility } from '../../../platform/access/index.ts'
import { resource_of, type Unit } from '../../../platform/records/index.ts'
import { list_of, text_of } from '../../../standards/fhir/index.ts'
import { render_pdf, type PaperInput } from '../../../standards/print/index.ts'
import { label_names } from '../../gate/index.ts'
import type { AskedAs } from '../contract.ts'
import { numbers_of } from './hub-papers.ts'
import { request_text } from './request-text.ts'

/** No request opens it (Pháp lệnh Dân số). */
const goes_nowhere = 'FETALSEX'
const title = 'Phiếu yêu cầu xem dữ liệu sức khỏe'

/** What the clerk has typed so far. */
export type SheetWish = {
  patient: string
  asked_as: AskedAs
  asked_by: string
  relation: string
  purpose: string
  labels: string[]
}

/** What stands on the sheet; read in a unit, printed outside of it. */
export const gather_request_sheet = async (unit: Unit, wish: SheetWish): Promise<PaperInput['answers']> => {
  const facility = await find_facility(unit.sql, unit.caller.facility)
  const patient = resource_of(await unit.get('Patient', wish.patient))
  const text = await request_text(unit, wish)
  const is_represented = wish.asked_as !== 'person'
  return {
    ...{
      co_quan: facility?.authority ?? '',
      co_so: facility?.name ?? '',
      ma_co_so: unit.caller.facility,
      ban: text.version,
    },
    ho_ten: text_of(list_of(patient['name'])[0]?.['text']) ?? '',
    sinh: format_date(text_of(patient['birthDate']) ?? ''),
    so_giay_to: numbers_of(patient)[0]?.value ?? '',
    ...(is_represented ? { dai_dien: wish.asked_by || '…', quan_he: wish.relation } : {}),
    ...(wish.asked_as === 'representative' ? {} : { nguoi_benh_ky: '1' }),
    van_ban: text.text,
    nhan: Object.entries(label_names)
      .filter(([label]) => label !== goes_nowhere)
      .map(([label, ten]) => ({ ten, co: wish.labels.includes(label) ? '1' : '' })),
  }
}

/** The sheet to be signed by hand, with the words the request will be kept by. PDF. */
export const print_request_sheet = (answers: PaperInput['answers']): Promise<Uint8Array> =>
  render_pdf({
    form: { slug: 'paper', layout: 'timeline-request.typ', code: null, title, sections: [] },
    ...{ answers, signatures: {}, mode: 'paper' },
  })
