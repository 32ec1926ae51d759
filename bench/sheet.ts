import { build_people } from '../demo/index.ts'
import { facility, type BenchSite } from './bench-site.ts'
import { check, line, type Line } from './lines.ts'
import { measure, summarise, type Sample } from './measure.ts'
import { other_answers } from './other-answers.ts'

type Stay = { encounter: string; sheet: string }

const stays_count = 60
const warm_up = 5
const diagnoses = [
  { text: 'Viêm phổi', code: 'J18.9' },
  { text: 'Viêm phổi do vi khuẩn, chưa loại trừ lao', code: 'J15.9' },
  { text: 'Đợt cấp bệnh phổi tắc nghẽn mạn tính', code: 'J44.1' },
  { text: 'Suy tim ứ huyết', code: 'I50.0' },
  { text: 'Nhiễm khuẩn đường tiết niệu', code: 'N39.0' },
]

const two = (value: number): string => String(value).padStart(2, '0')

const admit = async (site: BenchSite, patient: string, i: number): Promise<Stay> => {
  const answer = await site.call('POST', '/api/stays', {
    patient,
    kind: 'inpatient',
    admitted_at: `2026-11-${two(1 + (i % 19))}T${two(i % 24)}:${two((i * 7) % 60)}`,
    admit_from: String(1 + (i % 3)),
    referred_by: String(1 + (i % 3)),
    payer_kind: String(1 + (i % 4)),
    department: `${facility}-K03`,
    admission_diagnosis: diagnoses[i % diagnoses.length],
    form: '01-BV1',
  })
  check(answer)
  return JSON.parse(answer.text) as Stay
}

const admit_people = async (site: BenchSite): Promise<Stay[]> => {
  const people = [...build_people(stays_count, 7)]
  await site.store.unit(site.caller, async (unit) => {
    await unit.update({
      resourceType: 'Organization',
      id: `${facility}-K03`,
      name: 'Nội tổng hợp',
      type: [{ coding: [{ code: 'dept' }] }],
    })
    for (const person of people) await unit.update(person)
  })
  const stays: Stay[] = []
  for (const [i, person] of people.entries()) stays.push(await admit(site, person.id ?? '', i))
  return stays
}

const save_draft = async (site: BenchSite, sheet: string, seen_revision: number, answers: unknown): Promise<void> =>
  check(await site.call('PUT', `/api/sheets/${sheet}/draft`, { seen_revision, base_version: 1, tab: 'bench', answers }))

/** The paper beside the text, as the browser asks for it at a pause: the list of pages, then the page that changed. */
const redraw = async (site: BenchSite, sheet: string): Promise<void> => {
  const list = await site.call('GET', `/api/sheets/${sheet}/pages`)
  check(list)
  const { pages } = JSON.parse(list.text) as { pages: { digest: string }[] }
  check(await site.call('GET', `/api/sheets/${sheet}/pages/1?digest=${pages[1]?.digest}`))
}

const write_and_redraw = async (site: BenchSite, sheet: string): Promise<{ saved: Sample; redrawn: Sample }> => {
  let revision = 0
  const saved = await measure(200, () => save_draft(site, sheet, revision++, other_answers(0)))
  const times_ms: number[] = []
  for (let i = 0; i < stays_count; i += 1) {
    const said = `Bệnh diễn biến ${i} ngày: sốt, ho đờm đục, khó thở tăng dần; lần ${i * 37}.`
    await save_draft(site, sheet, revision++, { ...other_answers(0), qua_trinh_benh_ly: said })
    const start = performance.now()
    await redraw(site, sheet)
    times_ms.push(performance.now() - start)
  }
  return { saved, redrawn: summarise(times_ms.slice(warm_up)) }
}

/** Each sheet is of another patient and says something else: what was drawn before is of no use to it. */
const print_all = async (site: BenchSite, stays: Stay[]): Promise<Sample> => {
  const times_ms: number[] = []
  for (const { sheet } of stays) {
    const pdf = await site.call('GET', `/api/sheets/${sheet}/pdf`)
    check(pdf)
    times_ms.push(pdf.ms)
  }
  return summarise(times_ms.slice(warm_up))
}

const sign_all = async (site: BenchSite, stays: Stay[]): Promise<Sample> => {
  const times_ms: number[] = []
  for (const { sheet } of stays) {
    check(await site.call('POST', `/api/sheets/${sheet}/complete`, {}))
    const signed = await site.call('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba' })
    check(signed)
    times_ms.push(signed.ms)
  }
  return summarise(times_ms.slice(warm_up))
}

export const bench_sheet = async (site: BenchSite, raw: Sample): Promise<Line[]> => {
  const [first, ...stays] = await admit_people(site)
  for (const [i, { sheet }] of stays.entries()) await save_draft(site, sheet, 0, other_answers(i + 1))
  const { saved, redrawn } = await write_and_redraw(site, first?.sheet ?? '')
  return [
    line('Save a draft', saved, 50, raw),
    line('Paper on screen redrawn after a saved draft, list and changed page, over HTTP', redrawn, 150, raw),
    line('PDF of 01/BV1 filled, each of another patient, warm, over HTTP', await print_all(site, stays), 100, raw),
    line('Complete sheet rendered, signed and sealed, over HTTP', await sign_all(site, stays), 300, raw),
  ]
}
