/**
 * Every page of the Sở's board, and what of it must stand there before it is of use. That none is missing is read off the
 * program's own routes: a page added there and not here stops the measuring.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { shift_days } from '../../src/base/time/index.ts'

/** seen: the figures people open the page for. */
export type Screen = { path: string; seen: string[] }

const screen = (path: string, ...seen: string[]): Screen => ({ path, seen })
const of_facility = (part: string, ...seen: string[]): Screen => screen(`/so/co-so/10077${part}`, ...seen)

export const screens = (today: string): Screen[] => {
  const yesterday = shift_days(today, -1)
  const period = `tu=${shift_days(today, -30)}&den=${yesterday}`
  return [
    screen('/so', '.board-tile .big', 'a.tile', '.board-table tbody tr:nth-child(20)'),
    screen('/so/viec', '.dep-list li:nth-child(10)'),
    screen('/so/lien-thong', '.flow-tile .big', '.heat-table tbody tr:nth-child(20)'),
    screen('/so/lien-thong/10077', '.flow-days tbody tr:nth-child(10)'),
    screen(`/so/lien-thong/10077/${yesterday}`, '.flow-totals tbody tr:nth-child(5)'),
    screen('/so/lien-thong/cach-tinh', '.definitions-group tbody tr:nth-child(2)'),
    screen('/so/hoat-dong', '.act-tiles .big', 'tbody tr:nth-child(10)'),
    screen('/so/hoat-dong/10077', '.act-tiles .big'),
    screen('/so/hoat-dong/don-thuoc', 'h1', 'table tbody tr'),
    screen('/so/kinh-phi', '.dep-table tbody tr:nth-child(10)'),
    screen('/so/ho-so', '.dep-matrix tbody tr:nth-child(10)'),
    screen('/so/kho-khan', '.dep-cards li:nth-child(3)'),
    screen('/so/muc-cntt', '.level-matrix tbody tr:nth-child(10)'),
    screen('/so/muc-cntt/10077', '.level-list li'),
    screen('/so/muc-cntt/tieu-chi', '.level-history .criteria-table tr:nth-child(3)'),
    screen('/so/bao-cao', '.report-templates > *'),
    screen(`/so/bao-cao/so-lieu/trien_khai.van_hanh_ty_le?${period}`, '.report-column h1 b'),
    screen(`/so/bao-cao/so-lieu/lien_thong.phai_gui?${period}`, '.report-rows tbody tr:nth-child(10)'),
    screen('/so/co-so', 'tbody tr:nth-child(10)'),
    screen('/so/so-tong-hop', '.sums-tiles', '.sums-long tbody tr:nth-child(10)', '.scroll-x tbody tr:nth-child(20)'),
    screen('/so/so-tong-hop/certificates', '.sums-tiles', '.sums-long tbody tr:nth-child(10)'),
    screen('/so/khao-sat', '.ready-list tbody tr:nth-child(10)'),
    screen('/so/dia-ban', '.reg-bar'),
    screen('/so/chuong-trinh', '.reg-steps li:nth-child(3)', '.reg-table tbody tr:nth-child(10)'),
    screen('/so/nguoi-dung', 'tbody tr'),
    screen('/so/nguong', '.rule-list li:nth-child(3)', '.rule-line:nth-child(3)'),
    screen('/so/bang-tinh', '.reg-table tbody tr:nth-child(5)'),
    of_facility('', '.dep-tabs a:nth-child(5)', '.dep-list li:nth-child(3)'),
    of_facility('/ke-hoach', '.dep-table tbody tr:nth-child(5)'),
    of_facility('/khao-sat', '.ready-table tbody tr:nth-child(5)', '.dep-part tbody tr:nth-child(3)'),
    of_facility('/ho-so', '.dep-part tbody tr:nth-child(5)'),
    of_facility('/kinh-phi', '.dep-part tbody tr:nth-child(3)'),
    of_facility('/kho-khan', '.dep-part'),
    of_facility('/thong-tin', '.dep-part'),
    of_facility('/lich-su', '.dep-part li:nth-child(5)'),
  ]
}

const root = join(import.meta.dirname, '../..')

/** @throws Error naming the routes of the board that no screen opens */
export const check_all_routes = (all: Screen[]): void => {
  const source = readFileSync(join(root, 'src/apps/clinic-web/board-pages.tsx'), 'utf8')
  const routes = [...source.matchAll(/path="(\/so[^"]*)"/g)].map(([, path = '']) => path)
  const parts = /const parts = \[([^\]]+)\]/.exec(
    readFileSync(join(root, 'src/network/deployment/web/facility-page.tsx'), 'utf8'),
  )
  const of_parts = [...(parts?.[1] ?? '').matchAll(/'([^']*)'/g)]
    .map(([, part = '']) => part)
    .filter(Boolean)
    .map((part) => `/so/co-so/:code/${part}`)
  const opened = all.map(({ path }) => path.replace(/\?.*/, ''))
  const is_open = (route: string): boolean => {
    const shape = route.replaceAll(/\/:\w+\?/g, '(/[^/]+)?').replaceAll(/:\w+/g, '[^/]+')
    return opened.some((path) => new RegExp(`^${shape}$`).test(path))
  }
  const closed = [...routes, ...of_parts].filter((route) => !is_open(route))
  if (routes.length < 20 || of_parts.length < 5)
    throw new Error('the routes of the board were not found in the program')
  if (closed.length > 0) throw new Error(`no screen is measured for ${closed.join(', ')}`)
}

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  })
