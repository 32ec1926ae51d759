import { format_date, local_date } from '../../base/time/index.ts'
import { open_sheet, type Forms } from '../../chart/medical-record/index.ts'
import type { Sheet } from '../../chart/medical-record/contract.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, search_all, type Store, type Unit } from '../../platform/records/index.ts'
import type { DocumentKind } from '../../standards/documents/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import {
  basis_of_sending,
  label_issues,
  label_names,
  labels_of_codes,
  labels_of_facts,
  say_basis,
} from '../gate/index.ts'
import { find_rulings } from '../exchange/index.ts'
import { rules_on } from '../rule-books/index.ts'
import { judge_one_year, one_year_diseases, text_answer, valid_until } from '../transfer-letters/index.ts'
import type { LetterCheck } from './contract.ts'
import { labels_of_answers } from './answer-labels.ts'
import { slip_of } from './one-slip.ts'

const kind_of: Record<string, DocumentKind> = {
  'chuyen-co-so': 'transfer-letter',
  'tra-loi-chuyen': 'transfer-answer',
  'hen-kham-lai': 'reexam-letter',
}

const nothing: LetterCheck = { issues: [], facts: [] }

/** Annex III decides between ten working days and a year (TT 01/2025/TT-BYT Điều 12): said before somebody signs for it. */
const term_of = async (unit: Unit, { answers }: Sheet): Promise<LetterCheck> => {
  const today = local_date(new Date())
  const is_one_year = answers['gia_tri_1_nam'] === true
  const diseases = await rules_on(unit.sql, unit.caller.facility, one_year_diseases, today)
  const { severity, message } = judge_one_year({ code: text_answer(answers, 'chan_doan_ma'), is_one_year }, diseases)
  const until = format_date(valid_until({ signed_on: today, is_one_year }))
  return {
    issues: severity === 'none' ? [] : [{ severity, message }],
    facts: [`Ký hôm nay, phiếu có giá trị đến hết ngày ${until} (${is_one_year ? '01 năm' : '10 ngày làm việc'})`],
  }
}

/** What the letter will carry of the stay. */
const types_told = ['Condition', 'MedicationRequest', 'Procedure', 'DiagnosticReport', 'Observation']

const facts_told = async (unit: Unit, { encounter, patient }: Sheet): Promise<Resource[]> => {
  const found = await Promise.all(types_told.map((type) => search_all(unit, type, { patient, encounter })))
  return found.flat().map(resource_of)
}

/** Where it goes once it is signed. Without a code of the directory it stays a paper, and that is said before. */
const address_of = ({ answers }: Sheet, facility: string, kind: DocumentKind): LetterCheck => {
  const [name, code] = [text_answer(answers, 'noi_den'), text_answer(answers, 'noi_den_ma').toUpperCase()]
  if (code !== '' && code !== facility) return { issues: [], facts: [`Ký xong gửi qua trục tới: ${name} (${code})`] }
  if (kind === 'reexam-letter' || name === '') return nothing
  const message = 'Nơi nhận chưa có mã trong danh bạ: phiếu chỉ in ra giấy, không gửi qua trục'
  return { issues: [{ severity: 'warning', message }], facts: [] }
}

/** What the gate will say when it leaves: its basis, its labels, and whether they may go. */
const gate_of = async (unit: Unit, sheet: Sheet, kind: DocumentKind): Promise<LetterCheck> => {
  const { answers } = sheet
  const recipient = text_answer(answers, 'noi_den_ma').toUpperCase()
  const recipients = recipient === '' || recipient === unit.caller.facility ? [] : [recipient]
  if (recipients.length === 0) return nothing
  const typed = ['chan_doan_ma', 'benh_kem_ma'].flatMap((item) => text_answer(answers, item).split(/[;,]/))
  const labels = [
    ...new Set([
      ...labels_of_codes(typed.filter((code) => code.trim() !== '')),
      ...labels_of_facts(await facts_told(unit, sheet)),
      ...labels_of_answers(answers),
    ]),
  ]
  const holding = await find_rulings(unit.sql, unit.caller.facility)
  const basis = basis_of_sending({ kind, recipients })
  const names = labels.map((label) => label_names[label] ?? label).join(', ')
  return {
    issues: label_issues({ labels, recipients }, holding).map(({ message }) => ({ severity: 'error', message })),
    facts: [
      ...(basis ? [`Căn cứ gửi: ${say_basis(basis)}`] : []),
      ...(names ? [`Mang nhãn nhạy cảm: ${names}; nơi nhận được báo rõ`] : []),
    ],
  }
}

/** What the doors at the other end will ask, told to who is about to sign. @throws 403, 404 */
export const check_letter = async (store: Store, forms: Forms, caller: Caller, id: string): Promise<LetterCheck> => {
  const sheet = await open_sheet(store, forms, caller, id)
  const kind = kind_of[sheet.slug]
  if (kind === undefined) return nothing
  return store.unit(caller, async (unit) => {
    const parts = [
      ...(kind === 'transfer-letter' ? [await term_of(unit, sheet)] : []),
      ...(kind === 'reexam-letter' ? [await slip_of(unit, forms, sheet)] : []),
      await gate_of(unit, sheet, kind),
      address_of(sheet, caller.facility, kind),
    ]
    return { issues: parts.flatMap(({ issues }) => issues), facts: parts.flatMap(({ facts }) => facts) }
  })
}
