import { format_date_time } from '../../base/time/index.ts'
import { demand, find_facility } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Store, type Unit } from '../../platform/records/index.ts'
import { find_document, list_documents } from '../../platform/signing/index.ts'
import { to_stay } from '../encounters/index.ts'
import { name_of_patient } from '../patients/index.ts'
import type { AnswerRow, Answers } from './contract.ts'
import type { FormDefinition } from './form-definition.ts'
import { print_contents, print_sheet, type PaperContext } from './paper.ts'
import { with_facts } from './populate.ts'
import { current_answers, load_facts, type Forms, type LoadedSheet } from './sheet-store.ts'
import { filled_slots, type FilledSlot } from './signature-slots.ts'
import { load_sheets } from './view-chart.ts'

type Part = { sheet: LoadedSheet; signatures: FilledSlot[]; bytes: Uint8Array; pages: number }

const status_words: Record<string, string> = {
  'in-progress': 'đang viết',
  completed: 'hoàn thành',
  amended: 'đã sửa đổi',
}

/** A picture of a signature is not a signature. */
const on_signatures =
  'Dấu ký số trên các trang sau là hình chép lại từ phiếu đã ký, không kiểm tra được trong tệp này. Bản có giá trị ' +
  'pháp lý là tệp PDF đã ký số của từng phiếu, lưu riêng trong hệ thống và kèm theo khi xuất hồ sơ.'

const contents_form: FormDefinition = {
  code: null,
  slug: 'muc-luc',
  version: '1',
  title: 'MỤC LỤC HỒ SƠ BỆNH ÁN',
  kind: 'sheet',
  setting: 'any',
  law: { source: 'Luật Khám bệnh, chữa bệnh 15/2023/QH15 Điều 69', valid_from: '2024-01-01' },
  confidence: 'ours',
  sections: [
    {
      id: 'noi-dung',
      title: '',
      stage: 'open',
      items: [
        { type: 'text', id: 'nguoi_benh', label: 'Người bệnh' },
        { type: 'text', id: 'dot_dieu_tri', label: 'Đợt điều trị' },
        {
          type: 'table',
          id: 'phieu',
          label: '(bảng)',
          columns: [
            { id: 'stt', label: 'STT', type: 'number' },
            { id: 'ten', label: 'Tên giấy tờ', type: 'text' },
            { id: 'lap', label: 'Lập lúc, người lập', type: 'text' },
            { id: 'ky', label: 'Chữ ký số', type: 'text' },
            { id: 'trang', label: 'Trang', type: 'number' },
          ],
        },
        { type: 'long-text', id: 'ghi_chu', label: 'Ghi chú', lines: 2 },
      ],
    },
  ],
}

const contents_rows = (parts: Part[], first_page: number): AnswerRow[] => {
  const rows: AnswerRow[] = []
  let page = first_page
  for (const [i, { sheet, signatures, pages }] of parts.entries()) {
    rows.push({
      stt: String(i + 1),
      ten: `${sheet.form.title}${sheet.form.code ? ` (${sheet.form.code})` : ''}`,
      lap: `${format_date_time(sheet.authored)}, ${sheet.author_name}`,
      ky: signatures.length > 0 ? signatures.map((one) => one.name).join('; ') : (status_words[sheet.status] ?? ''),
      trang: String(page),
    })
    page += pages
  }
  return rows
}

type Gathered = {
  parts: { sheet: LoadedSheet; signatures: FilledSlot[]; answers: Answers; signed: Uint8Array | undefined }[]
  head: { nguoi_benh: string; dot_dieu_tri: string }
  facility_name: string
}

const gather_part = async (unit: Unit, encounter: string, sheet: LoadedSheet): Promise<Gathered['parts'][number]> => {
  const { facility } = unit.caller
  const { id, version } = sheet.stored
  const settled = sheet.status !== 'in-progress' && sheet.draft === undefined
  const steps = await list_documents(unit.sql, facility, [id])
  return {
    sheet,
    signatures: settled ? filled_slots(sheet.form, steps, version) : [],
    answers: settled
      ? sheet.answers
      : with_facts(sheet.form, current_answers(sheet), await load_facts(unit, encounter, sheet.form)).answers,
    signed: settled ? (await find_document(unit.sql, facility, id, version))?.bytes : undefined,
  }
}

const gather = async (unit: Unit, forms: Forms, encounter: string): Promise<Gathered> => {
  const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
  const patient = resource_of(await unit.get('Patient', stay.patient))
  const order = (sheet: LoadedSheet) => (sheet.form.kind === 'record' ? 0 : 1)
  const sheets = (await load_sheets(unit, forms, encounter)).sort((one, other) => order(one) - order(other))
  const parts: Gathered['parts'] = []
  for (const sheet of sheets) parts.push(await gather_part(unit, encounter, sheet))
  unit.note({
    action: 'E',
    interaction: 'print',
    type: 'Encounter',
    ref: `Encounter/${encounter}`,
    patient: stay.patient,
  })
  return {
    parts,
    head: {
      nguoi_benh: name_of_patient(patient),
      dot_dieu_tri: `${stay.admission_number}, vào ${format_date_time(stay.admitted_at)}`,
    },
    facility_name: (await find_facility(unit.sql, unit.caller.facility))?.name ?? '',
  }
}

/** The whole stay as one PDF: contents first, then every sheet; signed sheets as the very pages that were signed. */
export const print_record = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  encounter: string,
): Promise<Uint8Array> => {
  demand(caller, 'record.print')
  const { join_pages, page_count_of } = await import('./join-pages.ts')
  const { parts: sheets, head, facility_name } = await store.unit(caller, (unit) => gather(unit, forms, encounter))
  const context: PaperContext = { caller, facility_name, at: new Date(), status: 'copy' }
  const parts: Part[] = []
  for (const { sheet, signatures, answers, signed } of sheets) {
    const bytes = signed ?? (await print_sheet(sheet.form, answers, { ...context, status: 'draft' }))
    parts.push({ sheet, signatures, bytes, pages: await page_count_of(bytes) })
  }
  const draw_contents = (first_page: number) =>
    print_contents(contents_form, { ...head, phieu: contents_rows(parts, first_page), ghi_chu: on_signatures }, context)
  const contents_pages = await page_count_of(await draw_contents(2))
  const files = [await draw_contents(contents_pages + 1), ...parts.map((part) => part.bytes)]
  return join_pages(`Hồ sơ bệnh án ${head.nguoi_benh}`, files)
}
