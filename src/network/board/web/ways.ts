/** The board's pages in the order of the bar. A room that adds a page adds its line here and its route in board-pages.tsx. */

export type Way = {
  path: string
  /** Key of the words of this room. */
  word: 'province' | 'exchange' | 'money' | 'papers' | 'difficulties' | 'levels' | 'reports'
  /** What waits there, by name in `ProvincePage.open`. */
  waits?: 'difficulties' | 'papers'
}

export const ways: readonly Way[] = [
  { path: '/so', word: 'province' },
  { path: '/so/lien-thong', word: 'exchange' },
  { path: '/so/kinh-phi', word: 'money' },
  { path: '/so/ho-so', word: 'papers', waits: 'papers' },
  { path: '/so/kho-khan', word: 'difficulties', waits: 'difficulties' },
  { path: '/so/muc-cntt', word: 'levels' },
  { path: '/so/bao-cao', word: 'reports' },
]
