/** Shapes of the page “Khi hệ thống ngừng”. No Node, no DOM. */

export type Contact = { name: string; role: string; phone: string }
/** Words of the facility: whom to call, in order; what to do, step by step. */
export type DowntimePlan = { contacts: Contact[]; steps: string[] }

export type PaperState = 'reserved' | 'out' | 'entered' | 'spoiled'
export type PaperLine = {
  code: string
  form: string
  form_title: string
  place: string
  given_at: string
  given_name: string
  state: PaperState
  settled_at: string | null
  settled_name: string | null
  encounter: string | null
  note: string
}

export type BlankForm = { slug: string; code: string; title: string }

export type FolderStanding = {
  /** DOWNTIME_DIR is set. */
  is_set: boolean
  written_at: string | null
  people: number | null
  forms: number
  problem: string
  lock_set_at: string | null
}

export type Downtime = {
  plan: DowntimePlan
  /** Who changed it last; null: nobody yet, it is ours. */
  plan_changed: { at: string; name: string } | null
  counts: { out: number; entered: number; spoiled: number; reserved: number }
  /** Given out and not come back, the oldest first; of the folder those below the highest that came back. */
  missing: PaperLine[]
  settled: PaperLine[]
  forms: BlankForm[]
  departments: { id: string; name: string }[]
  folder: FolderStanding
}

/** POST /api/downtime/papers → { batch }; its paper: GET /api/downtime/batches/:batch/pdf */
export type PaperWish = { form: string; count: number; place: string }
/** POST /api/downtime/papers/settle. `stay`: số vào viện; '' for a sheet that belongs to no stay, with a note why. */
export type Settling = { code: string; state: 'entered' | 'spoiled'; stay: string; note: string }
