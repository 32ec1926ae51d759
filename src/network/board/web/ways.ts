/** The board's pages in the order of the bar. A room that adds a page adds its line here and its route in board-pages.tsx. */

export type Way = {
  path: string
  /** Key of the words of this room. */
  word:
    | 'province'
    | 'inbox'
    | 'register'
    | 'exchange'
    | 'activity'
    | 'money'
    | 'papers'
    | 'difficulties'
    | 'levels'
    | 'reports'
  /** What waits there, by name in `ProvincePage.open`. */
  waits?: readonly ('difficulties' | 'papers' | 'plans' | 'told')[]
}

export const ways: readonly Way[] = [
  { path: '/so', word: 'province' },
  { path: '/so/viec', word: 'inbox', waits: ['plans', 'papers', 'difficulties', 'told'] },
  { path: '/so/lien-thong', word: 'exchange' },
  { path: '/so/hoat-dong', word: 'activity' },
  { path: '/so/kinh-phi', word: 'money' },
  { path: '/so/ho-so', word: 'papers', waits: ['papers', 'plans'] },
  { path: '/so/kho-khan', word: 'difficulties', waits: ['difficulties'] },
  { path: '/so/muc-cntt', word: 'levels' },
  { path: '/so/bao-cao', word: 'reports' },
  { path: '/so/co-so', word: 'register' },
]

/** Pages under “register”, in their order. */
export const register_ways = [
  { path: '/so/co-so', word: 'facilities' },
  { path: '/so/so-tong-hop', word: 'sums' },
  { path: '/so/khao-sat', word: 'surveys' },
  { path: '/so/dia-ban', word: 'areas' },
  { path: '/so/chuong-trinh', word: 'programme' },
  { path: '/so/nguoi-dung', word: 'people' },
  { path: '/so/nguong', word: 'rules' },
  { path: '/so/bang-tinh', word: 'tables' },
] as const
