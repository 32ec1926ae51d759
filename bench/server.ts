import { readFileSync } from 'node:fs'
import pg from 'pg'
import { build_heavy_patient, build_people } from '../demo/index.ts'
import { clinical_answers } from '../tests/sample-answers.ts'
import type { Resource } from '../src/standards/fhir/index.ts'
import { facility, type BenchSite } from './bench-site.ts'
import { measure, summarise, type Sample } from './measure.ts'

export type Line = { what: string; limit: string; measured: string; ratio: string; met: boolean }

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`

const check = (answer: { status: number; text: string }): void => {
  if (answer.status >= 300) throw new Error(`bench: ${answer.status} ${answer.text.slice(0, 400)}`)
}

/** The physical limit of the run: one key read of a body, straight from PostgreSQL, no audit, no walls. */
export const raw_read = async (site: BenchSite): Promise<Sample> => {
  const client = new pg.Client({ connectionString: site.url })
  await client.connect()
  const { rows } = await client.query<{ type: string; id: string }>('SELECT type, id FROM record.resource LIMIT 500')
  const sample = await measure(500, (i) => {
    const row = rows[i % rows.length]
    return client.query({
      name: 'raw',
      text: 'SELECT body FROM record.resource WHERE facility = $1 AND type = $2 AND id = $3',
      values: [facility, row?.type, row?.id],
    })
  })
  await client.end()
  return sample
}

const line = (what: string, sample: Sample, limit_ms: number, raw: Sample): Line => ({
  what,
  limit: `p95 ≤ ${limit_ms} ms`,
  measured: `p50 ${ms(sample.p50_ms)}, p95 ${ms(sample.p95_ms)} (n=${sample.count})`,
  ratio: `${Math.round(sample.p50_ms / raw.p50_ms)} ×`,
  met: sample.p95_ms <= limit_ms,
})

export const load_people = async (site: BenchSite, count: number): Promise<number> => {
  const start = performance.now()
  let batch: Resource[] = []
  const flush = async () => {
    const group = batch
    batch = []
    await site.store.unit(site.caller, async (unit) => {
      for (const person of group) await unit.create(person)
    })
  }
  for (const person of build_people(count, 7)) {
    batch.push(person)
    if (batch.length === 500) await flush()
  }
  await flush()
  return performance.now() - start
}

const questions = [
  'nguyen van dat',
  'nvd 1975',
  'Đạt',
  'tran thi huong',
  'le minh',
  'pham',
  'nguyen',
  '02416',
  '0912',
  'hoang thi lan 1968',
  'ng th h',
  'Vũ Đức',
]

export const bench_search = async (site: BenchSite, raw: Sample, count: number): Promise<Line> => {
  const sample = await measure(
    360,
    async (i) =>
      check(await site.call('GET', `/api/patients?q=${encodeURIComponent(questions[i % questions.length] ?? '')}`)),
    12,
  )
  return line(`Find a patient in one field, ${count.toLocaleString('en')} patients`, sample, 50, raw)
}

export const bench_chart = async (site: BenchSite, raw: Sample): Promise<{ result: Line; encounter: string }> => {
  const heavy = [...build_heavy_patient()]
  for (let i = 0; i < heavy.length; i += 1_000)
    await site.store.unit(site.caller, async (unit) => {
      for (const resource of heavy.slice(i, i + 1_000)) await unit.create(resource)
    })
  const stays = heavy.filter((resource) => resource.resourceType === 'Encounter')
  const encounter = stays.find((stay) => stay['status'] === 'in-progress')?.id ?? stays.at(-1)?.id ?? ''
  const sample = await measure(60, async () => check(await site.call('GET', `/api/chart/${encounter}`)), 5)
  const observations = heavy.filter((resource) => resource.resourceType === 'Observation').length
  return {
    result: line(
      `Open a chart, ${stays.length} encounters, ${observations.toLocaleString('en')} observations`,
      sample,
      200,
      raw,
    ),
    encounter,
  }
}

const admit = async (site: BenchSite, i: number): Promise<{ encounter: string; sheet: string }> => {
  const patient = `bench-${i}`
  await site.store.unit(site.caller, (unit) =>
    unit.update({
      resourceType: 'Patient',
      id: patient,
      name: [{ text: `Người Đo ${i}` }],
      gender: 'female',
      birthDate: '1968-03-12',
    }),
  )
  const answer = await site.call('POST', '/api/stays', {
    patient,
    kind: 'inpatient',
    admitted_at: '2026-11-19T15:10',
    admit_from: '1',
    referred_by: '2',
    payer_kind: '1',
    department: `${facility}-K03`,
    admission_diagnosis: { text: 'Viêm phổi', code: 'J18.9' },
    form: '01-BV1',
  })
  check(answer)
  return JSON.parse(answer.text) as { encounter: string; sheet: string }
}

export const bench_sheet = async (site: BenchSite, raw: Sample): Promise<Line[]> => {
  await site.store.unit(site.caller, async (unit) => {
    await unit.update({
      resourceType: 'Organization',
      id: `${facility}-K03`,
      name: 'Nội tổng hợp',
      type: [{ coding: [{ code: 'dept' }] }],
    })
  })
  const stays: { encounter: string; sheet: string }[] = []
  for (let i = 0; i < 24; i += 1) stays.push(await admit(site, i))
  const [first] = stays
  let revision = 0
  const draft = await measure(200, async () => {
    check(
      await site.call('PUT', `/api/sheets/${first?.sheet}/draft`, {
        seen_revision: revision,
        base_version: 1,
        tab: 'bench',
        answers: clinical_answers,
      }),
    )
    revision += 1
  })
  // Each sheet says something else: a page drawn before would come out of the compiler's memory.
  const pdf_times: number[] = []
  const sign_times: number[] = []
  for (const [i, stay] of stays.entries()) {
    const answers = { ...clinical_answers, qua_trinh_benh_ly: `${clinical_answers.qua_trinh_benh_ly} Lần đo ${i}.` }
    const draft_of = { seen_revision: i === 0 ? revision : 0, base_version: 1, tab: 'bench', answers }
    check(await site.call('PUT', `/api/sheets/${stay.sheet}/draft`, draft_of))
    const pdf = await site.call('GET', `/api/sheets/${stay.sheet}/pdf`)
    check(pdf)
    check(await site.call('POST', `/api/sheets/${stay.sheet}/complete`, {}))
    const signed = await site.call('POST', `/api/sheets/${stay.sheet}/sign`, { slot: 'ky_bs_lam_ba' })
    check(signed)
    if (i < 3) continue
    pdf_times.push(pdf.ms)
    sign_times.push(signed.ms)
  }
  return [
    line('Save a draft', draft, 50, raw),
    line('PDF of 01/BV1 filled, each another, warm, over HTTP', summarise(pdf_times), 100, raw),
    line('Complete sheet rendered, signed and sealed, over HTTP', summarise(sign_times), 300, raw),
  ]
}

/** Resident memory of the facility process alone; its compiler process has ended or not begun. */
export const bench_memory = (site: BenchSite): Line => {
  const status = readFileSync(`/proc/${site.process.pid}/status`, 'utf8')
  const rss_mb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  return {
    what: 'Memory of a facility server, idle, without its database',
    limit: '≤ 350 MB',
    measured: `${Math.round(rss_mb)} MB`,
    ratio: '',
    met: rss_mb <= 350,
  }
}
