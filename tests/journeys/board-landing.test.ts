/**
 * The Sở's first page as people meet it: its tiles and what they mean, in a meeting at 1920×1080, on a telephone, on paper, and
 * by who does not tell red from green; what waits for the Sở, found in one place.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { build_areas, build_deeds, build_programme, province_annex, until_2026 } from '../../demo/index.ts'
import { local_date, shift_days } from '../../src/base/time/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { open_settling, start_screen } from './screen.ts'

const today = local_date(new Date())
const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(682), build_areas())
const [whole, gap, silent, going, waits] = ['24304', '24309', '24310', '24313', '24316']
const play = create_player(hub)
const early = ['state', 'budget', 'plan', 'submit-plan']
for (const deed of build_deeds(until_2026).filter(({ on }) => on <= '2025-04-30')) {
  if (deed.facility === waits && !early.includes(deed.do)) continue
  if (early.includes(deed.do) || [whole, gap, silent, going].includes(deed.facility)) await play(deed)
}
hub.clock.today = today
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())

/** Four weeks of counts as the walk leaves them: one house whole, one that lacks pages, one that has lost its line. */
const put_counts = async (): Promise<void> => {
  const members = [whole, gap, silent]
  await owner.query("UPDATE hub.facility SET membership = 'approved', valid_to = NULL WHERE code = ANY ($1)", [members])
  await owner.query('DELETE FROM hub.counter_line')
  await owner.query(
    `INSERT INTO hub.counter_line (facility, sequence, taken_at)
     SELECT code, 1, now() - CASE WHEN code = $2 THEN interval '31 hours' ELSE interval '5 minutes' END FROM unnest($1::text[]) AS code`,
    [members, silent],
  )
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, said_at, taken, late, state, missing, gaps, is_fresh)
     SELECT f, d::date, k, CASE WHEN k = '' THEN '{"visits": 50}' ELSE '{"due": 50, "excused": 0, "sent": 50}' END::jsonb, now(), 50 - lacks, 1,
       CASE WHEN lacks > 0 THEN 'gap' ELSE 'whole' END, lacks, CASE WHEN lacks > 0 AND k <> '' THEN jsonb_build_array(jsonb_build_object(
         'facility', f, 'day', d::date, 'kind', k, 'what', 'missing', 'count', lacks, 'says', '[]'::jsonb)) ELSE '[]' END, false
     FROM unnest($1::text[]) AS f, generate_series($2::date, $3::date, interval '1 day') AS d, unnest(ARRAY['', 'health-book']) AS k,
       LATERAL (SELECT CASE WHEN f = $4 AND d = $5::date THEN 7 ELSE 0 END AS lacks) AS one`,
    [members, shift_days(today, -28), today, gap, shift_days(today, -2)],
  )
  await owner.query('UPDATE hub.board_walk SET seen_at = now()')
}
await put_counts()
const screen = await start_screen(hub)
const so = () => screen.sit_down('oversight')

/** Of the first page: what each tile of the grid says in words, its sign, and its colour. */
type Seen = { word: string; sign: string; colour: string; place: string }
const look = `[...document.querySelectorAll('a.tile')].map((tile) => {
  const sign = tile.querySelector('.tile-sign')
  return { word: tile.getAttribute('aria-label'), sign: sign.textContent, colour: getComputedStyle(sign).backgroundColor, place: tile.getAttribute('href') }
})`

test('one tile a facility: where each stands is a word and a sign, not only a colour, and leads to it', async () => {
  const page = await so()
  await page.locator('a.tile').first().waitFor()
  const seen = await page.evaluate<Seen[]>(look)
  assert.equal(seen.length, province_annex.units.length)
  const of = (code: string) => seen.find(({ place }) => place === `/so/co-so/${code}`)
  assert.match(of(whole)?.word ?? '', /đủ số liệu/)
  assert.match(of(gap)?.word ?? '', /thiếu hoặc lệch, \d+ % · thiếu 7 /)
  assert.match(of(silent)?.word ?? '', /mất tín hiệu/)
  const known = new Map(seen.map(({ word, sign }) => [/: ([^,]+),/.exec(word)?.[1] ?? '', sign]))
  assert.ok(known.size >= 4, [...known].join(' | '))
  assert.equal(new Set(known.values()).size, known.size, 'no two states share a sign')
  assert.ok([...known].every(([word, sign]) => word.length > 3 && sign.trim().length > 0))
  for (const { sign, word } of seen) assert.equal(sign, known.get(/: ([^,]+),/.exec(word)?.[1] ?? ''), word)
  // The strip of days: each state has a title in words and a picture of its own, not a plain fill.
  const days = await page.evaluate<[string, string, string][]>(
    `[...document.querySelectorAll('.strip i[class]')].map((i) => [i.className, i.title, getComputedStyle(i).backgroundImage + getComputedStyle(i).boxShadow])`,
  )
  const pictures = new Map(days.map(([state, , picture]) => [state, picture]))
  assert.ok(pictures.has('gap') && pictures.has('silent') && pictures.has('whole'), [...pictures.keys()].join())
  assert.equal(new Set(pictures.values()).size, pictures.size, [...pictures].join(' | '))
  assert.ok(days.every(([, title]) => /^\d\d\/\d\d\/\d{4}: \S/.test(title)))
  await page.locator(`a.tile[href="/so/co-so/${gap}"]`).click()
  await page.getByRole('heading', { name: 'Trung tâm Y tế huyện Lục Ngạn' }).waitFor()
  await page.close()
})

test('who does not tell red from green sees the same: the states differ in brightness or pattern', async () => {
  const page = await so()
  await page.locator('a.tile').first().waitFor()
  const cdp = await page.context().newCDPSession(page)
  const shots: Buffer[] = []
  for (const type of ['none', 'deuteranopia', 'protanopia', 'tritanopia', 'achromatopsia'] as const) {
    await cdp.send('Emulation.setEmulatedVisionDeficiency', { type })
    shots.push(await page.locator('.tiles').screenshot())
  }
  assert.equal(new Set(shots.map((shot) => shot.toString('base64'))).size, shots.length, 'the emulation was on')
  // WCAG 1.4.3 for the signs: what is written on each colour is read without the colour.
  const ratios = await page.evaluate<[string, number][]>(`(() => {
    const light = (rgb) => {
      const [r, g, b] = rgb.match(/\\d+/g).slice(0, 3).map((v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    return [...document.querySelectorAll('.tiles-legend .tile-sign')].map((sign) => {
      const { color, backgroundColor } = getComputedStyle(sign)
      const [a, b] = [light(color), light(backgroundColor)].sort((x, y) => y - x)
      return [sign.className, (a + 0.05) / (b + 0.05)]
    })
  })()`)
  assert.equal(ratios.length, 5)
  // Signs are graphics (3 : 1, WCAG 1.4.11) that stand beside their word.
  for (const [name, ratio] of ratios) assert.ok(ratio >= 3, `${name}: ${ratio.toFixed(1)}`)
  await page.close()
})

test('each tile says what its figures count and when they were counted', async () => {
  const page = await so()
  const marks = page.getByRole('button', { name: /: số này đếm gì$/ })
  await marks.first().waitFor()
  assert.equal(await marks.count(), 4)
  const told = [
    'Cơ sở có bước “Vận hành” hoàn thành 100 %',
    'Phải gửi mà trục (đơn thuốc: hệ thống quốc gia) chưa nhận',
    'lâu hơn thời gian cho phép',
    'Cộng các dòng kinh phí',
  ]
  for (const [i, definition] of told.entries()) {
    await marks.nth(i).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(definition, { exact: false }).first().waitFor()
    await dialog.getByText(/^Đếm, ghi lần cuối lúc \d\d\/\d\d\/\d{4} \d\d:\d\d$/).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  await owner.query("UPDATE hub.board_walk SET seen_at = now() - interval '2 hours'")
  await page.reload()
  await page.getByText(/Bộ đếm của trục đã dừng từ/).waitFor()
  await owner.query('UPDATE hub.board_walk SET seen_at = now()')
  await page.close()
})

test('the trend opens from its line; the library of charts is not fetched before', async () => {
  const page = await screen.open_tab(await screen.computer())
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await page.goto(hub.base)
  await page.locator('input[autocomplete="username"]:focus').waitFor()
  await page.keyboard.type('oversight')
  await page.keyboard.press('Tab')
  await page.keyboard.type('mat-khau-thu')
  await page.keyboard.press('Enter')
  await page.locator('a.tile').first().waitFor()
  await page.waitForLoadState('networkidle')
  assert.ok(fetched.length > 5)
  const is_chart = (url: string): boolean => /\/chart[-.][^/]*\.js/.test(url)
  assert.deepEqual(fetched.filter(is_chart), [])
  await page.locator('.tile-trend').click()
  await page.locator('dialog svg').getByText('Tới đúng hạn').first().waitFor()
  assert.equal(fetched.filter(is_chart).length, 1)
  const rows = page.locator('.trend-table tbody tr')
  assert.ok((await rows.count()) >= 4)
  // Three houses, fifty pages each, one of them late; seven of one house never came.
  await page.getByRole('button', { name: 'Theo ngày' }).click()
  await rows.getByText('147 (98 %)').first().waitFor()
  await page.close()
})

test('in a meeting at 1920×1080 the page fills the screen: tiles, every facility, no bar; and it is left again', async () => {
  const page = await so()
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByRole('button', { name: 'Trình chiếu' }).click()
  await page.locator('html.in-meeting').waitFor()
  await page
    .locator('.board-table tbody tr')
    .nth(province_annex.units.length - 1)
    .waitFor()
  assert.equal(await page.locator('header nav').isVisible(), false)
  for (const [what, count] of [
    ['.board-tile', 4],
    ['a.tile', province_annex.units.length],
    ['.board-table tbody tr', province_annex.units.length],
  ] as const) {
    const bottoms = await page.evaluate<number[]>(
      `[...document.querySelectorAll('${what}')].map((one) => Math.max(one.getBoundingClientRect().bottom - innerHeight, one.getBoundingClientRect().right - innerWidth))`,
    )
    assert.equal(bottoms.length, count, what)
    assert.ok(Math.max(...bottoms) <= 0, `${what}: ${Math.max(...bottoms)} px below the edge`)
  }
  const size = await page.evaluate<number>(
    `(() => { const tile = document.querySelector('.board-tile .big'); return tile.getBoundingClientRect().height })()`,
  )
  assert.ok(size > 40, `the figures of a meeting are ${size} px high`)
  await page.getByRole('button', { name: 'Thôi trình chiếu' }).click()
  await page.locator('html:not(.in-meeting)').waitFor()
  assert.equal(await page.locator('header nav').isVisible(), true)
  await page.close()
})

const pages = [
  ...['/so', '/so/viec', '/so/lien-thong', `/so/lien-thong/${gap}`, `/so/lien-thong/${gap}/${shift_days(today, -2)}`],
  ...['/so/lien-thong/cach-tinh', '/so/hoat-dong', '/so/hoat-dong/don-thuoc', `/so/hoat-dong/${gap}?theo=day`],
  ...['/so/kinh-phi', '/so/ho-so', '/so/kho-khan', '/so/khao-sat', '/so/muc-cntt', `/so/muc-cntt/${gap}`],
  ...['/so/muc-cntt/tieu-chi', '/so/bao-cao', '/so/bao-cao/so-lieu/tien_do?tu=2025-03-01&den=2025-03-31', '/so/co-so'],
  ...['', '/ke-hoach', '/khao-sat', '/kinh-phi', '/ho-so', '/kho-khan'].map((part) => `/so/co-so/${gap}${part}`),
  ...['equipment', 'security', 'certificates', 'package', 'training'].map((kind) => `/so/so-tong-hop/${kind}`),
  ...['/so/dia-ban', '/so/chuong-trinh', '/so/nguoi-dung', '/so/nguong', '/so/bang-tinh'],
]

/** A4 across or upright, 10 mm left free, in CSS px. */
const paper_widths = { across: 1047, upright: 718 }

/**
 * What cannot be read of a page: how far it runs out to the side, and words in a box too narrow for them. On the screen a box may
 * be scrolled; on paper nothing can. Words cut with an ellipsis stand whole elsewhere (title, list).
 */
const unread_in = (is_paper: boolean): string => `(() => {
  const found = []
  const beyond = document.documentElement.scrollWidth - innerWidth
  if (beyond > 0) found.push('the page: ' + beyond + ' px')
  const may_scroll = (overflow) => !${is_paper} && (overflow === 'auto' || overflow === 'scroll')
  for (const one of document.querySelectorAll('body *')) {
    if (one.closest('svg') || one.clientWidth < 4 || !one.textContent.trim()) continue
    const { overflowX, textOverflow, visibility } = getComputedStyle(one)
    if (overflowX === 'visible' || may_scroll(overflowX) || textOverflow === 'ellipsis' || visibility === 'hidden') continue
    const cut = one.scrollWidth - one.clientWidth
    if (cut > 1) found.push(one.tagName + '.' + one.className + ': ' + cut + ' px, ' + one.textContent.trim().slice(0, 40))
  }
  return found
})()`

test('no page of the board runs out of a telephone, a tablet, a small screen, a wall, a sheet of paper; nothing is cut', async () => {
  const page = await so()
  await page.locator('a.tile').first().waitFor()
  const unread: string[] = []
  const read_all = async (path: string, where: string, is_paper: boolean): Promise<void> => {
    for (const one of await page.evaluate<string[]>(unread_in(is_paper))) unread.push(`${path} ${where}: ${one}`)
  }
  const settled = open_settling(page)
  const titles = new Set<string>()
  for (const path of pages) {
    await settled(path)
    titles.add(await page.title())
    for (const [width, height] of [
      ...[[1920, 1080] as const, [1366, 768] as const, [820, 1180] as const, [390, 844] as const],
    ]) {
      await page.setViewportSize({ width, height })
      await read_all(path, `at ${width}`, false)
    }
    const kind = (await page.locator('.board, .flow, .wide-column').count()) > 0 ? 'across' : 'upright'
    await page.setViewportSize({ width: paper_widths[kind], height: 700 })
    await page.emulateMedia({ media: 'print' })
    await read_all(path, `on paper ${kind}`, true)
    await page.emulateMedia({ media: 'screen' })
  }
  assert.deepEqual(unread, [])
  assert.ok(titles.size > pages.length / 2, `each was there: ${[...titles].join(' | ')}`)
  await page.close()
})

test('on paper: the first page with every facility and what each lacks, and the money', async () => {
  const page = await so()
  await page
    .locator('.board-table tbody tr')
    .nth(province_annex.units.length - 1)
    .waitFor()
  const dir = mkdtempSync(join(tmpdir(), 'benhan-print-'))
  after(() => rmSync(dir, { recursive: true, force: true }))
  const read = async (name: string): Promise<{ text: string; count: number }> => {
    const file = join(dir, `${name}.pdf`)
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }))
    const count = /Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))?.[1]
    return { text: execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }), count: Number(count) }
  }
  const first = await read('so')
  for (const wanted of ['90.597', 'TTYT huyện Sơn Động', 'BV Phổi', 'thiếu 7', 'mất tín hiệu', 'Việt Yên'])
    assert.ok(first.text.includes(wanted), `${wanted}\n${first.text}`)
  assert.ok(first.count >= 1 && first.count <= 2, `${first.count} sheets`)
  assert.doesNotMatch(first.text, /Trình chiếu|Xuất Excel/)
  for (const [path, wanted] of [
    ['/so/kinh-phi', '90.597'],
    ['/so/lien-thong', 'Lục Ngạn'],
    ['/so/viec', 'Kế hoạch chờ duyệt'],
  ] as const) {
    await page.goto(`${hub.base}${path}`)
    await page.waitForLoadState('networkidle')
    const { text } = await read('page')
    assert.ok(text.includes(wanted), `${path}: ${text.slice(0, 400)}`)
  }
  await page.close()
})

test('a plan that waits is met in the bar, opened from one list and approved; a reminder is read by name', async () => {
  await hub.so('POST', '/api/board/remind', {})
  const page = await so()
  await page.getByRole('link', { name: /^Việc của Sở \d+$/ }).click()
  await page.getByRole('heading', { name: 'Việc của Sở' }).waitFor()
  const unread = page.getByText(/^\d+ chưa xem$/)
  await unread.waitFor()
  await page.getByRole('button', { name: 'Đánh dấu tất cả đã xem' }).click()
  await unread.waitFor({ state: 'detached' })
  await page.getByText('Ông oversight đã xem').first().waitFor()
  const name = province_annex.units.find(({ code }) => code === waits)?.name ?? ''
  await page.getByRole('link', { name: new RegExp(`${name} Kế hoạch bản 1`) }).click()
  await page.getByRole('button', { name: 'Duyệt' }).click()
  await page.getByText('đã duyệt', { exact: false }).first().waitFor()
  await page.goto(`${hub.base}/so/viec`)
  await page.getByText('Được nhắc').waitFor()
  assert.equal(await page.getByRole('link', { name: new RegExp(`${name} Kế hoạch`) }).count(), 0)
  await page.close()
})

test('the head of the Sở sets when somebody is reminded; what was said stays beside it', async () => {
  const page = await screen.sit_down('board-oversight_lead')
  await page.goto(`${hub.base}/so/nguong`)
  await page.getByRole('button', { name: 'Đổi quy tắc nhắc: Bước của kế hoạch: quá hạn hơn một tháng' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Số ngày').fill('500')
  await dialog.getByLabel('Lý do').fill('Giao ban tháng 11')
  await dialog.getByRole('button', { name: 'Đổi quy tắc' }).click()
  await dialog.getByText(/số nguyên từ 1 đến 366/).waitFor()
  await dialog.getByLabel('Số ngày').fill('45')
  await dialog.getByRole('button', { name: 'Đổi quy tắc' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('sau hạn 45 ngày').first().waitFor()
  await page.getByText('“Giao ban tháng 11”').waitFor()
  const staff = await so()
  await staff.goto(`${hub.base}/so/nguong`)
  await staff.getByText('sau hạn 45 ngày').first().waitFor()
  assert.equal(await staff.getByRole('button', { name: /^Đổi quy tắc nhắc/ }).count(), 0)
})
