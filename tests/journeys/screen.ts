import assert from 'node:assert/strict'
import { after, afterEach } from 'node:test'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { password, type TestSite } from '../test-site.ts'

export type Screen = {
  /** A computer of the ward: one session, as many tabs as asked for. */
  computer(): Promise<BrowserContext>
  /** Somebody signs in at a computer of her own, with the keyboard; `base`: in another house. */
  sit_down(username: string, base?: string): Promise<Page>
  /** A further tab at a computer. */
  open_tab(context: BrowserContext): Promise<Page>
}

/** Long for a person, short for two cores that run other tests as well. */
const wait_ms = 30_000

/** Chromium for the tests of one file. What a page throws fails the test in which it was thrown. */
export const start_screen = async (running: Pick<TestSite, 'base'>): Promise<Screen> => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  after(() => browser.close())
  const thrown: string[] = []
  afterEach(() => assert.deepEqual(thrown.splice(0), []))
  const computer = () => browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' })
  const open_tab = async (context: BrowserContext) => {
    const page = await context.newPage()
    page.on('pageerror', (error) => thrown.push(error.message))
    page.setDefaultTimeout(wait_ms)
    return page
  }
  return {
    computer,
    open_tab,
    async sit_down(username, base = running.base) {
      const page = await open_tab(await computer())
      await page.goto(base)
      await page.locator('input[autocomplete="username"]:focus').waitFor()
      await page.keyboard.type(username)
      await page.keyboard.press('Tab')
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      await page.locator('header nav').waitFor()
      return page
    },
  }
}

/** The sheet on the screen, by its address. */
export const sheet_at = (page: Page): string => new URL(page.url()).pathname.split('/')[3] ?? ''

/** Waits until something outside the page holds, e.g. what the server has stored. @throws with what was found last */
export const until = async <T>(ask: () => Promise<T>, is_so: (found: T) => boolean): Promise<T> => {
  const end = Date.now() + wait_ms
  for (;;) {
    const found = await ask()
    if (is_so(found)) return found
    if (Date.now() > end) assert.fail(`after ${wait_ms / 1_000} s still ${JSON.stringify(found)?.slice(0, 2_000)}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
