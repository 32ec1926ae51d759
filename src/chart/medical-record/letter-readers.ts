import { format_date_time, local_date } from '../../base/time/index.ts'
import { format_decimal } from '../../base/text/index.ts'
import type { Diagnosis } from '../encounters/index.ts'
import type { AnswerValue } from './contract.ts'
import type { LetterFacts, LetterSource } from './letter-facts.ts'

/**
 * What a letter says of a stay, put together from the chart so that nobody types it again. Each is a proposal: the doctor
 * may put it right on the letter, and nothing of it goes back to the chart.
 */
type Reader = (source: LetterSource) => AnswerValue | undefined

/** The last word said of the illness: at discharge, else when the ward took over, else at the door. */
const diagnosed = ({ diagnoses }: LetterSource): { main: Diagnosis[]; others: Diagnosis[] } => {
  const of_use = (use: string) => diagnoses.filter((one) => one.use === use)
  const use = ['discharge', 'admission', 'emergency', 'referral'].find((one) => of_use(one).length > 0) ?? 'admission'
  return { main: of_use(use), others: of_use(`${use}-comorbid`) }
}

const vital_names: [code: string, name: string][] = [
  ['8867-4', 'Mạch'],
  ['85354-9', 'HA'],
  ['8310-5', 'nhiệt độ'],
  ['9279-1', 'nhịp thở'],
  ['2708-6', 'SpO₂'],
  ['59408-5', 'SpO₂'],
  ['9269-2', 'Glasgow'],
]
const vitals_together_h = 12

/** The newest of each, as far as they belong to one look at the person. */
const say_vitals = ({ vitals }: LetterFacts): string | undefined => {
  const newest = vitals[0]?.at
  if (newest === undefined) return undefined
  const since = Date.parse(newest) - vitals_together_h * 3_600_000
  const said = vital_names.flatMap(([code, name]) => {
    const one = vitals.find((vital) => vital.code === code && Date.parse(vital.at) >= since)
    return one?.value ? [`${name} ${format_decimal(one.value)} ${one.unit}`.trim()] : []
  })
  return said.length > 0 ? `${said.join(', ')} (${format_date_time(newest)})` : undefined
}

const arrows: Record<string, string> = { H: ' ↑', HH: ' ↑↑', L: ' ↓', LL: ' ↓↓', A: ' (bất thường)' }
const reports_max = 12

type Report = LetterFacts['results'][number]

const is_abnormal = ({ flag }: Report['values'][number]): boolean => flag !== '' && flag !== 'N'

/** The latest of a kind; where all of it is in order, also the last before it that was not. */
const telling_reports = (of_kind: Report[]): Report[] => {
  const [latest, ...earlier] = of_kind
  if (!latest) return []
  const was_abnormal = latest.values.some(is_abnormal) ? undefined : earlier.find(({ flagged }) => flagged)
  return was_abnormal ? [latest, was_abnormal] : [latest]
}

const say_value = ({ name, value, unit, flag }: Report['values'][number]): string =>
  `${name === 'Kết luận' ? '' : `${name} `}${format_decimal(value)} ${unit}`.trim() + (arrows[flag] ?? '')

const say_report = ({ title, at, values }: Report): string => {
  const said = values.filter((one) => is_abnormal(one) || one.range === '').map(say_value)
  const day = local_date(at).split('-').toReversed().slice(0, 2).join('/')
  return `${title} (${day}): ${said.join(', ').replace(/[.;\s]+$/, '') || 'trong khoảng tham chiếu'}`
}

/** Of each kind of report what lies outside the range, or that nothing does; a report that says nothing is not told. */
const say_results = ({ results }: LetterFacts): string | undefined => {
  const kinds = Map.groupBy(
    results.filter(({ values }) => values.length > 0),
    ({ title }) => title,
  )
  return [...kinds.values()].flatMap(telling_reports).slice(0, reports_max).map(say_report).join('; ') || undefined
}

const say_treatment = ({ words, procedures, drugs }: LetterFacts): string | undefined => {
  const method = words.get('tk_pp_dtr')?.text
  const done = procedures.length > 0 ? `Thủ thuật, kỹ thuật: ${procedures.join('; ')}` : undefined
  const given = drugs.length > 0 ? `Thuốc: ${drugs.join('; ')}` : undefined
  return [method, done, given].flatMap((part) => (part ? [part.replace(/[.;\s]+$/, '')] : [])).join('. ') || undefined
}

/** The summary of the bệnh án where there is one, else what was found at the examination. */
const say_signs = ({ words }: LetterFacts): string | undefined => {
  const summary = words.get('tom_tat_ba')?.text
  if (summary) return summary
  const organs = [...words].filter(([id]) => id.startsWith('cq_'))
  const found = organs.map(([, { label, text }]) => (label ? `${label}: ${text}` : text))
  return [words.get('toan_than')?.text, ...found].filter(Boolean).join(' ') || undefined
}

const say_course = ({ words, allergies }: LetterFacts): string | undefined => {
  const course = words.get('tk_qua_trinh')?.text ?? words.get('qua_trinh_benh_ly')?.text
  const warning = allergies.length > 0 ? `Dị ứng: ${allergies.join(', ')}.` : undefined
  return [course, warning].filter(Boolean).join(' ') || undefined
}

const say_plan = ({ words }: LetterFacts): string | undefined =>
  (words.get('tk_huong_dtr') ?? words.get('huong_dieu_tri'))?.text

const told =
  (say: (letter: LetterFacts) => string | undefined): Reader =>
  ({ letter }) =>
    letter && say(letter)

const day_of = (at: string | undefined, now: Date): string => local_date(at ?? now)

export const letter_readers: Record<string, Reader> = {
  'letter.signs': told(say_signs),
  'letter.course': told(say_course),
  'letter.results': told(say_results),
  'letter.treatment': told(say_treatment),
  'letter.vitals': told(say_vitals),
  'letter.plan': told(say_plan),
  'letter.diagnosis': (source) =>
    diagnosed(source)
      .main.map(({ text }) => text)
      .join('; ') || undefined,
  'letter.diagnosis.code': (source) => diagnosed(source).main[0]?.code || undefined,
  'letter.comorbid': (source) => diagnosed(source).others.map(({ text }) => text),
  'letter.comorbid.code': (source) => diagnosed(source).others.map(({ code }) => code),
  'letter.treated_at': ({ facility, stay, letter, now }) => [
    {
      tai: facility.name,
      cap: letter?.level ?? null,
      tu: local_date(stay.admitted_at),
      den: day_of(stay.discharged_at, now),
    },
  ],
  'letter.visit_date': ({ stay }) => (stay.kind === 'outpatient' ? local_date(stay.admitted_at) : undefined),
  'letter.admitted_on': ({ stay }) => (stay.kind === 'inpatient' ? local_date(stay.admitted_at) : undefined),
}

/** A form that asks for any of these wants the chart gathered. */
export const wants_letter_facts = (binds: Iterable<string | undefined>): boolean =>
  [...binds].some((bind) => bind?.startsWith('letter.'))
