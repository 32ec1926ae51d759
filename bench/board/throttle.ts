/**
 * How long until a page of the board is of use on a processor six times slower, with 130 facilities × 3 years of counts: from
 * asking for it until its main figures stand on the screen. On a busy machine the clock says little: beside it stands what the
 * page's main thread worked, on a visit that is not slowed, times the rate. `node bench/board/throttle.ts [--facilities 130] [--days 1095] [--record]`
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { local_date } from '../../src/base/time/index.ts'
import { write_section } from '../results.ts'
import { start_province, type Province } from './province.ts'
import { check_all_routes, launch, screens } from './screens.ts'

const { values } = parseArgs({
  options: {
    ...{ facilities: { type: 'string', default: '130' }, days: { type: 'string', default: '1095' } },
    ...{ rate: { type: 'string', default: '6' }, runs: { type: 'string', default: '5' }, only: { type: 'string' } },
    record: { type: 'boolean', default: false },
  },
})
const [rate, runs] = [Number(values.rate), Number(values.runs)]
const wanted_ms = 2_000

type Visit = { useful_ms: number; worked_ms: number; nodes: number; received_kb: number }

/** A first visit with an empty cache, then the page again, as on every other day; both as they are, and both slowed. */
const visit = async (browser: Browser, { base, cookie }: Province, path: string, seen: string[]): Promise<Visit[]> => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' })
  const [name = '', value = ''] = cookie.split('=')
  await context.addCookies([{ name, value, url: base }])
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  /** Of the page that is open: it begins anew with each. */
  const worked_ms = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find((one) => one.name === 'TaskDuration')?.value ?? 0) * 1_000
  }
  await session.send('Network.enable')
  let received_bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    received_bytes += encodedDataLength
  })
  const visits: Visit[] = []
  for (const slowed of [1, 1, rate, rate]) {
    received_bytes = 0
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowed })
    if (slowed === rate && visits.length === 2) await session.send('Network.clearBrowserCache')
    const from = performance.now()
    await page.goto(base + path, { waitUntil: 'commit' })
    await Promise.all(
      seen.map((one) => page.locator(one).filter({ visible: true }).first().waitFor({ timeout: 60_000 })),
    )
    const useful_ms = performance.now() - from
    visits.push({
      useful_ms,
      worked_ms: await worked_ms(),
      nodes: await page.locator('*').count(),
      received_kb: received_bytes / 1_000,
    })
  }
  await context.close()
  return visits
}

const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

type Line = {
  path: string
  first_ms: number
  again_ms: number
  worked_first_ms: number
  worked_again_ms: number
  nodes: number
  received_kb: number
}

const measure = async (browser: Browser, province: Province): Promise<Line[]> => {
  const lines: Line[] = []
  for (const { path, seen } of screens(province.today)) {
    if (values.only !== undefined && path !== values.only) continue
    const all: Visit[][] = []
    for (let i = 0; i < runs; i += 1) all.push(await visit(browser, province, path, seen))
    const of = (visit_number: number, name: keyof Visit): number =>
      median(all.map((one) => one[visit_number]?.[name] ?? 0))
    const line = {
      ...{ path, first_ms: of(2, 'useful_ms'), again_ms: of(3, 'useful_ms') },
      ...{ worked_first_ms: of(0, 'worked_ms') * rate, worked_again_ms: of(1, 'worked_ms') * rate },
      ...{ nodes: of(1, 'nodes'), received_kb: of(0, 'received_kb') },
    }
    lines.push(line)
    console.log(JSON.stringify(line))
  }
  return lines
}

const row = ({ path, nodes, received_kb, ...ms }: Line): string =>
  `| ${path} | ${Math.round(ms.first_ms)} | ${Math.round(ms.again_ms)} | ${Math.round(ms.worked_first_ms)} | ${Math.round(ms.worked_again_ms)} | ${Math.round(received_kb)} | ${nodes} | ${Math.max(ms.first_ms, ms.again_ms) <= wanted_ms ? 'yes' : '**no**'} |`

check_all_routes(screens(local_date(new Date())))
console.log(`filling ${values.facilities} facilities × ${values.days} days …`)
const province = await start_province(Number(values.facilities), Number(values.days))
const browser = await launch()
try {
  const lines = await measure(browser, province)
  const head = [
    `\`node bench/board/throttle.ts --facilities ${values.facilities} --days ${values.days} --rate ${rate}\` on ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${new Date().toISOString().slice(0, 10)},`,
    `load ${loadavg()[0]?.toFixed(1)} (the machine is shared). From asking for the page until its main figures are seen in Chromium on a processor`,
    `${rate}× slower, median of ${runs}: with an empty cache, and again. Wanted: ≤ ${wanted_ms} ms.`,
    '',
    '| page | first visit, ms | again, ms | main thread × rate, first, ms | again, ms | kB received at first | nodes | met |',
    '|---|---:|---:|---:|---:|---:|---:|---|',
    ...lines.map(row),
  ]
  console.log(head.join('\n'))
  if (values.record && values.only === undefined) write_section('The board on a slow computer', head)
} finally {
  await browser.close()
  await province.close()
}
process.exit(0)
