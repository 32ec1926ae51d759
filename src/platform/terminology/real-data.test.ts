import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { open_database } from '../database/index.ts'
import { test_database } from '../database/test-database.ts'
import { catalog_import_command, import_catalogue, lookup, search_concepts, validate_diagnosis } from './index.ts'

/** National lists as copied in public; not part of the project (see ../shared/data/README.md). */
const data = join(import.meta.dirname, '../../../../shared/data')

const file = (path: string) => ({ bytes: new Uint8Array(readFileSync(join(data, path))), filename: basename(path) })

/** What each file holds, by its own description, and how many remarks reading it must give. */
const lists: {
  catalogue: string
  version: string
  valid_from: string
  paths: string[]
  counts: Record<string, number>
  told: number
}[] = [
  {
    catalogue: 'icd10',
    version: 'QĐ 4469',
    valid_from: '2020-11-01',
    paths: ['icd10/qd4469-2020-phu-luc.xlsx'],
    counts: { icd10: 12137 },
    told: 83,
  },
  {
    catalogue: 'icd10',
    version: 'TT 06/2026',
    valid_from: '2026-07-01',
    paths: ['icd10/tt06-2026-tree.xlsx', 'icd10/tt06-2026-flags.json'],
    counts: { icd10: 15844 },
    told: 1,
  },
  {
    catalogue: 'admin-units',
    version: '2025',
    valid_from: '2025-07-01',
    paths: ['admin-units/provinces-wards-2026-07-25.json'],
    counts: { province: 34, ward: 3321 },
    told: 0,
  },
  {
    catalogue: 'admin-units',
    version: '2024',
    valid_from: '2024-06-11',
    paths: ['admin-units/old-units-2024-06-11.xlsx'],
    counts: { province: 63, district: 705, ward: 10595 },
    told: 5,
  },
  {
    catalogue: 'admin-units',
    version: 'GSO',
    valid_from: '2025-01-01',
    paths: ['admin-units/old-wards-gso-2025-07-18.csv'],
    counts: { province: 63, district: 691, ward: 10035 },
    told: 0,
  },
  {
    catalogue: 'ward-map',
    version: '2025',
    valid_from: '2025-07-01',
    paths: ['admin-units/old-to-new-wards-2025.csv'],
    counts: { 'ward-map': 10035 },
    told: 5,
  },
  {
    catalogue: 'ethnicity',
    version: 'TCTK',
    valid_from: '2020-12-31',
    paths: ['lists/dan-toc.xml'],
    counts: { ethnicity: 56 },
    told: 0,
  },
  {
    catalogue: 'occupation',
    version: 'QĐ 4069',
    valid_from: '2001-09-28',
    paths: ['lists/nghe-nghiep-qd4069.xml'],
    counts: { occupation: 13 },
    told: 0,
  },
  {
    catalogue: 'occupation-2',
    version: 'cấp 2',
    valid_from: '2024-01-01',
    paths: ['lists/nghe-nghiep-cap-2.xlsx'],
    counts: { 'occupation-2': 49 },
    told: 0,
  },
  {
    catalogue: 'country',
    version: 'ISO',
    valid_from: '2019-11-01',
    paths: ['lists/quoc-gia-iso3166.xml'],
    counts: { country: 249 },
    told: 0,
  },
]

const typed = [
  'j15',
  'J15.9',
  'j159',
  'viem phoi',
  'viem phoi th',
  'viêm phổi',
  'tang huyet ap',
  'dai thao duong tip 2',
  'e11',
  'sot xuat huyet',
  'nhoi mau',
  'nhoi mau co tim',
  'gay xuong',
  'gay xuong dui',
  'benh',
  'u ac',
  'v',
  'viem',
  'khong xac dinh',
  'viem ruot thua cap',
  'soi than',
  'hen',
  'suy tim',
  'dot quy',
  'i10',
  'lao',
  'viem gan b',
  'tre so sinh',
  'de thuong',
  'o80',
  'cum',
  'ho',
  'a',
  'm17',
  'thoai hoa khop goi',
]

const at = (sorted: number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

test(
  'the national lists come in and are searched',
  {
    skip: existsSync(data)
      ? false
      : '../shared/data is absent; readers.test.ts and import-catalogue.test.ts cover the same faults',
  },
  async (context) => {
    const { database, url } = await test_database()
    const writer = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
    context.after(() => writer.close())
    for (const { catalogue, version, valid_from, paths, counts, told } of lists) {
      const [first, ...more_files] = paths.map(file)
      assert.ok(first)
      const started = performance.now()
      const report = await writer.in_site((sql) =>
        import_catalogue(sql, { ...first, more_files, catalogue, version, valid_from, source: paths[0] ?? '' }),
      )
      const took_ms = Math.round(performance.now() - started)
      assert.deepEqual(report.counts, counts)
      assert.equal(report.problems.length, told)
      context.diagnostic(
        `${paths[0]}: ${JSON.stringify(report.counts)}, ${report.problems.length} remarks, ${took_ms} ms`,
      )
    }

    await context.test('codes are valid by date', async () => {
      await database.in_site(async (sql) => {
        const judge = (code: string, on_date: string) => validate_diagnosis(sql, { code, on_date, use: 'main' })
        assert.deepEqual(await judge('J18.9', '2026-08-01'), [])
        assert.equal((await judge('A90', '2026-06-30'))[0]?.code, undefined, 'Dengue A90 stands until 30/6/2026')
        assert.match((await judge('A90', '2026-07-01'))[0]?.message ?? '', /có trong bản “QĐ 4469”/)
        assert.match((await judge('J18', '2026-07-01'))[0]?.message ?? '', /chưa đủ chi tiết/)
        assert.equal(
          (await lookup(sql, { catalogue: 'ward', code: '00001', on_date: '2025-06-30' }))?.display,
          'Phường Phúc Xá',
        )
      })
    })

    await context.test('search answers well under 30 ms at 16,000 codes', async () => {
      const times: number[] = []
      const slowest = { text: '', ms: 0 }
      for (let round = 0; round < 8; round += 1) {
        for (const text of typed) {
          const started = performance.now()
          const hits = await database.read_facility('', (sql) =>
            search_concepts(sql, {
              catalogue: 'icd10',
              on_date: '2026-11-21',
              text,
              limit: 20,
              context: { use: 'main', gender: 'male' },
            }),
          )
          const ms = performance.now() - started
          assert.ok(hits.length > 0, text)
          if (round === 0) continue
          times.push(ms)
          if (ms > slowest.ms) Object.assign(slowest, { text, ms })
        }
      }
      times.sort((a, b) => a - b)
      const [p50, p95] = [at(times, 0.5), at(times, 0.95)]
      context.diagnostic(
        `search: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, slowest “${slowest.text}” ${slowest.ms.toFixed(1)} ms`,
      )
      assert.ok(p95 < 100, `p95 ${p95} ms; the target on an idle machine is 30`)
    })

    await context.test('the console command prints what happened', async () => {
      const run = (args: string[]) => writer.in_site((sql) => catalog_import_command(args, sql))
      const path = join(data, 'lists/nghe-nghiep-cap-2.xlsx')
      const done = await run([path, '--catalogue', 'occupation-2', '--version', 'cấp 2', '--valid-from', '2024-01-01'])
      assert.deepEqual(done, {
        lines: ['occupation-2: 49 mã', 'Phiên bản này đã được nhập trước đây; không có gì thay đổi.'],
        exit_code: 0,
      })
      assert.equal((await run([path])).exit_code, 2)
      assert.equal(
        (await run(['/khong/co', '--catalogue', 'x1', '--version', '1', '--valid-from', '2024-01-01'])).exit_code,
        2,
      )
      const wrong = await run([path, '--catalogue', 'icd10', '--version', '1', '--valid-from', '2024-01-01'])
      assert.equal(wrong.exit_code, 1)
      assert.match(wrong.lines[0] ?? '', /^LỖI dòng 2: “00” không phải là mã ICD-10/)
    })
  },
)
