import { Failure } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { to_stay } from '../../chart/encounters/index.ts'
import { load_sheet, type Forms, type LoadedSheet } from '../../chart/medical-record/index.ts'
import type { Sheet } from '../../chart/medical-record/contract.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { list_documents } from '../../platform/signing/index.ts'
import { check_slip, demand_only_slip, type FinishedCourse } from '../reexam-letters/index.ts'
import { text_answer } from '../transfer-letters/index.ts'
import type { LetterCheck } from './contract.ts'

const slip_form = 'hen-kham-lai'
type Beside = FinishedCourse['slips']

/** Other slips of the same course. One that somebody signed in any version counts until it is cancelled. */
const slips_beside = async (unit: Unit, forms: Forms, at: { id: string; encounter: string }): Promise<Beside> => {
  const query = new URLSearchParams({ encounter: `Encounter/${at.encounter}`, _count: '200' })
  const { entries } = await unit.search('QuestionnaireResponse', query)
  const found: Beside = []
  for (const stored of entries) {
    if (stored.id === at.id) continue
    const sheet = await load_sheet(unit, forms, stored.id)
    if (sheet.form.slug !== slip_form) continue
    const is_signed = (await list_documents(unit.sql, unit.caller.facility, [stored.id])).some(
      ({ slot }) => slot !== null,
    )
    const state = sheet.status === 'entered-in-error' ? 'cancelled' : is_signed ? 'signed' : 'draft'
    found.push({ number: text_answer(sheet.answers, 'so_phieu'), state })
  }
  return found
}

/** Before anybody signs a slip: no other of the course is signed, nor is being signed in this moment. @throws 422 */
export const one_slip =
  (forms: Forms) =>
  async (unit: Unit, { form, stored, encounter, answers }: LoadedSheet): Promise<void> => {
    if (form.slug !== slip_form) return
    await unit.take_turn(`slip:${unit.caller.facility}:${encounter}`)
    demand_only_slip(text_answer(answers, 'so_phieu'), await slips_beside(unit, forms, { id: stored.id, encounter }))
  }

const said = (severity: 'warning' | 'error', act: () => void): LetterCheck['issues'] => {
  try {
    act()
    return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return [{ severity, message: error.message }]
  }
}

/** One slip of a finished course, for a day after it (TT 01/2025/TT-BYT Điều 11): said before somebody signs. */
export const slip_of = async (unit: Unit, forms: Forms, { id, encounter, answers }: Sheet): Promise<LetterCheck> => {
  const { discharged_at } = to_stay(resource_of(await unit.get('Encounter', encounter)))
  const slip = { number: text_answer(answers, 'so_phieu'), appointed_on: text_answer(answers, 'hen_ngay') }
  const slips = await slips_beside(unit, forms, { id, encounter })
  const only = said('error', () => demand_only_slip(slip.number, slips))
  const ended_on = discharged_at ? local_date(discharged_at) : undefined
  const day = said('warning', () => check_slip(slip, { ended_on, slips: [] }))
  return { issues: [...only, ...day], facts: [] }
}
