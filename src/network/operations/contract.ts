/** Shapes of the page “Sức khỏe hệ thống”. No Node, no DOM. */

/** good: nothing to do; warn: within days; bad: today; unknown: nobody can say, and the line tells why. */
export type Tone = 'good' | 'warn' | 'bad' | 'unknown'

export type BackupLine = {
  id: string
  started_at: string
  finished_at: string
  state: 'done' | 'failed'
  directory: string
  bytes: number
  database_bytes: number
  second: string
  locked: '' | 'read-only' | 'immutable'
  key: string
  says: string
}

export type BackupStanding = {
  tone: Tone
  /** null: BACKUP_DIR is not set. */
  settings: { every_h: number; red_after_h: number; keep: number; has_second: boolean; locks: boolean } | null
  key: { fingerprint: string; made_at: string } | null
  /** Hours since the newest whole copy began. */
  age_h: number | null
  runs: BackupLine[]
}

export type DrillLine = {
  id: string
  at: string
  by_name: string
  backup: string
  rto_ms: number
  rpo_ms: number | null
  passed: boolean
  says: string
}

export type DrillStanding = { tone: Tone; age_days: number | null; due_days: number; drills: DrillLine[] }

export type RoomStanding = {
  tone: Tone
  database_bytes: number
  /** Bytes a day over what is known, at most the last 30 days; null before the second day. */
  growth_bytes_day: number | null
  /** null: the database's disk is another machine's. */
  disk: { free: number; total: number } | null
  days_left: number | null
  connections: number
  connections_max: number
  /** Where copies go. */
  backup_disk: { free: number; total: number } | null
}

export type QueueName =
  | 'letters'
  | 'letters_held'
  | 'letters_unfetched'
  | 'letters_untaken'
  | 'persons'
  | 'answers'
  | 'prescriptions'
  | 'prescriptions_held'
  | 'prescriptions_unsealed'
  | 'books'
  | 'portal'
  | 'portal_open'
  | 'portal_unset'
  | 'figures'
  | 'notifications'
  | 'hub_boxes'
/** `says`: why, where one reason is known; '' else. */
export type QueueLine = { name: QueueName; tone: Tone; count: number; oldest_at: string | null; says: string }

export type CertificateLine = {
  what: 'seal' | 'staff' | 'link'
  /** Of the seal: its number; of people: how many. */
  name: string
  ends_at: string | null
  tone: Tone
}

/** hub_ms null: it was not asked (`is_joined` false), or did not say. */
export type ClockStanding = {
  tone: Tone
  database_ms: number | null
  hub_ms: number | null
  is_joined: boolean
  tolerance_s: number
}

export type FaultLine = { name: string; place: string; at_line: string; count: number; last_at: string }
export type FaultStanding = { tone: Tone; day_count: number; lines: FaultLine[] }

export type WorkstationLine = { browser: string; version: number; system: string; count: number; is_old: boolean }

/** The folder for the hours without the system; null: a hub has no wards. */
export type FolderHealth = {
  tone: Tone
  is_set: boolean
  written_at: string | null
  has_list: boolean
  problem: string
}

export type UpdateTry = {
  at: string
  finished_at: string
  by: string
  /** '' for the first installation. */
  from: string
  to: string
  /** failed: nothing was changed; back: the former version runs again; stuck: a person must act. */
  result: 'done' | 'failed' | 'back' | 'stuck'
  says: string
}

/** Of a program installed from a package (docs/operations/package.md). */
export type UpdateStanding = {
  tone: Tone
  installed_at: string
  /** The newest first. */
  lines: UpdateTry[]
  /** A newer signed package in UPDATE_DIR. */
  newer: { version: string; path: string } | null
  /** Why a package that lies there is none of ours, or cannot be read; '' otherwise. */
  problem: string
  /** The hour at which it is installed by itself; null: by hand. */
  auto_hour: number | null
}

export type Health = {
  at: string
  /** The worst of all. */
  tone: Tone
  program: { version: string; commit: string; node: string; started_at: string }
  /** null: a clone, kept up to date by hand. */
  update: UpdateStanding | null
  database: { version: string; migration: string; pending: number; tone: Tone }
  backup: BackupStanding
  drill: DrillStanding
  folder: FolderHealth | null
  room: RoomStanding
  queues: QueueLine[]
  certificates: CertificateLine[]
  clock: ClockStanding
  faults: FaultStanding
  workstations: WorkstationLine[]
}
