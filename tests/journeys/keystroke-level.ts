import type { Locator, Page } from 'playwright-core'

/**
 * The keystroke-level model of a practised clerk's time: S. K. Card, T. P. Moran, A. Newell, "The Psychology of Human-Computer
 * Interaction", Lawrence Erlbaum 1983, chapter 8. Seconds for each act.
 */
export const klm_s = {
  /** A key, of an average typist who is no secretary (40 words a minute). */
  key: 0.28,
  /** To point at something with the mouse, without pressing it. */
  point: 1.1,
  /** To press and let go a button of the mouse. */
  press: 0.2,
  /** The hand goes from the keys to the mouse, or back. */
  home: 0.4,
  /** To make up one's mind before the next step. */
  think: 1.35,
} as const

/** Telex, as people type Vietnamese: each mark is a key of its own, "đ" is d twice, a capital takes the shift. */
export const keys_of = (text: string): number =>
  [...text.normalize('NFD')].reduce((sum, one) => {
    if (one === 'đ' || one === 'Đ') return sum + (one === 'Đ' ? 3 : 2)
    return sum + (/[\p{Lu}~!@#$%^&*()_+{}|:"<>?]/u.test(one) ? 2 : 1)
  }, 0)

export type Hand = {
  /** One decision, and then these keys (Playwright's names). */
  press(...keys: string[]): Promise<void>
  /** One decision, and then these words. */
  type(text: string): Promise<void>
  /** One decision, and then the mouse. */
  click(at: Locator): Promise<void>
  counts(): { keys: number; clicks: number; homes: number; decisions: number; clerk_s: number; machine_s: number }
}

/** Somebody at the keyboard of a page: what she does is counted, what she waits for is measured. */
export const hand_on = (page: Page): Hand => {
  const began_ms = performance.now()
  let [keys, clicks, homes, decisions] = [0, 0, 0, 0]
  let is_at_mouse = false
  const reach = (mouse: boolean): void => {
    homes += Number(is_at_mouse !== mouse)
    is_at_mouse = mouse
    decisions += 1
  }
  return {
    async press(...names) {
      reach(false)
      for (const name of names) {
        keys += name.split('+').length
        await page.keyboard.press(name)
      }
    },
    async type(text) {
      reach(false)
      keys += keys_of(text)
      await page.keyboard.type(text)
    },
    async click(at) {
      reach(true)
      clicks += 1
      await at.click()
    },
    counts: () => ({
      ...{ keys, clicks, homes, decisions },
      clerk_s: keys * klm_s.key + clicks * (klm_s.point + klm_s.press) + homes * klm_s.home + decisions * klm_s.think,
      machine_s: (performance.now() - began_ms) / 1_000,
    }),
  }
}
