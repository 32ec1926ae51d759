import { readFileSync } from 'node:fs'
import pg from 'pg'
import { build_heavy_patient, build_people } from '../demo/index.ts'
import type { Resource } from '../src/standards/fhir/index.ts'
import { facility, type BenchSite } from './bench-site.ts'
import { check, line, type Line } from './lines.ts'
import { measure, type Sample } from './measure.ts'

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
