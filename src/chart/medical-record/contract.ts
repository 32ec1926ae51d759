/** What crosses the wire about the record. */

/** Answers by item id: see forms/README.md for the shape of each type. */
export type AnswerValue = string | number | boolean | string[] | AnswerRow[] | null
export type AnswerRow = { [column: string]: string | number | boolean | null }
export type Answers = { [item: string]: AnswerValue }

export type SheetStatus = 'in-progress' | 'completed' | 'amended' | 'entered-in-error'

/** One leaf of the record tree. */
export type SheetSummary = {
  id: string
  slug: string
  code: string
  title: string
  kind: 'record' | 'sheet'
  /** Which branch of the paper's own order: bia, benh-an, to-dieu-tri, cham-soc, xet-nghiem, cdha, phau-thuat, giay-to, tong-ket. */
  group: string
  at: string
  author: string
  status: SheetStatus
  signatures: { slot: string; label: string; name: string; at: string }[]
  missing_signatures: string[]
  has_draft: boolean
}

/** POST /api/records/import/preview — what a HoSoBenhAn file would bring; days and words as the file writes them. */
export type ImportPreview = {
  person: { name: string; birth_date: string; gender: string; cccd: string; insurance: string; address: string }
  stay: { number: string; from: string; to: string; department: string; diagnosis: string }
  /** Who wrote it, as far as the file says. */
  house: string
  /** The chart it goes into; null: a new one is made. */
  here: { id: string; name: string; patient_code: string } | null
  /** Signed files that come along. */
  documents: number
  /** Fields this schema does not have. */
  left_out: string[]
}
/** POST /api/records/import/file */
export type ImportWish = { file: string; house: string; leaves_unknown?: boolean }
export type ImportDone = { encounter: string; resources: number; documents: number; kept: number; left_out: string[] }

/** GET /api/chart/:encounter — everything the chart page needs, in one answer. */
export type Chart = {
  banner: {
    patient: string
    name: string
    gender: string
    birth_date: string
    age: string
    patient_code: string
    /** A day or a moment; 'true' where nobody knows when; absent of the living. */
    deceased?: string
    department: string
    room: string
    bed: string
    day: number
    allergies: string[]
    payer: string
    insurance: string
  }
  stay: {
    id: string
    status: string
    admitted_at: string
    discharged_at: string | null
    admission_number: string
    ma_yt: string
    department_id: string
    /** Taken in from the file of this house: its stay, not ours. */
    house?: string
  }
  record: { id: string; main_form: string; record_number: string } | null
  sheets: SheetSummary[]
  /** What the regulation still wants before closing. */
  missing: { sheet: string; item: string; label: string }[]
  diagnoses: { use: string; text: string; code: string }[]
  vitals: { at: string; code: string; display: string; value: string; unit: string }[]
  results: {
    id: string
    at: string
    title: string
    flagged: boolean
    values: { name: string; value: string; unit: string; range: string; flag: string }[]
  }[]
  earlier: { encounter: string; from: string; to: string | null; kind: string; department: string; diagnosis: string }[]
}

/** GET /api/sheets/:id */
export type Sheet = {
  id: string
  version: number
  encounter: string
  patient: string
  slug: string
  status: SheetStatus
  answers: Answers
  /** Item ids whose value comes from the store (shown, not typed). */
  filled: string[]
  /** Of these, what a person may put right on the sheet itself; it goes back to the store when the sheet is completed. */
  correctable: string[]
  /** Whether the person who asks may type into this sheet. */
  may_write: boolean
  /** Signature boxes still empty on this version, the asker's own first. */
  open_slots: OpenSlot[]
  /** The copy being typed, when there is one. */
  draft: { revision: number; author: string; author_name: string; saved_at: string; mine: boolean } | null
  signatures: { slot: string; item: string; name: string; at: string; sha256: string }[]
  documents: { id: string; sha256: string; at: string }[]
  author: string
  authored: string
}

/** `why_not` says in Vietnamese whose box it is; null when the asker may sign there. */
export type OpenSlot = { slot: string; label: string; may_i: boolean; why_not: string | null }

/** A copy of a sheet to look at: a stored version, or what is being typed (“nháp chưa ký”). */
export type VersionName = number | 'draft'

export type SheetVersion = {
  version: VersionName
  at: string
  /** Who wrote this version. */
  author: string
  status: SheetStatus | 'draft'
  /** Signatures on this version: they cover its words and no others. */
  signatures: { slot: string; label: string; name: string; at: string; document: string; sha256: string }[]
}

/** GET /api/sheets/:id/versions, newest first, the draft before all. */
export type SheetVersions = { sheet: string; title: string; versions: SheetVersion[] }

/** Old and new in words, as the paper says them; an empty text is an empty box. */
export type Change = { label: string; old: string; new: string }

export type RowChange = {
  /** The printed words of the row, else its time, else its number. */
  name: string
  kind: 'new' | 'gone' | 'changed'
  cells: Change[]
}

/** A table differs in its rows; its label is empty where the paper prints none. */
export type ItemChange = Change & { item: string; rows?: RowChange[] }

/** GET /api/sheets/:id/versions/:old/compare/:new → what differs, in the form's order. */
export type SheetComparison = {
  old: SheetVersion
  new: SheetVersion
  sections: { id: string; title: string; items: ItemChange[] }[]
}

/** GET /api/forms · GET /api/forms/:slug gives the expanded FormDefinition (form-definition.ts). */
export type FormSummary = {
  slug: string
  code: string
  title: string
  /** What people call it beside its printed title. */
  known_as: string[]
  kind: 'record' | 'sheet'
  setting: string
  finished: boolean
}

/** POST /api/stays/:encounter/sheets {slug, copy_from?} → {id}. copy_from: "yesterday" or a sheet id; copied answers are listed. */
export type NewSheet = { slug: string; copy_from?: string }
export type NewSheetAnswer = { id: string; copied: string[] }

/**
 * PUT /api/sheets/:id/draft — at each pause.
 * 200 {revision, saved_at}. 409 details: {theirs: {revision, author_name, saved_at, answers}}: somebody else (or another
 * tab) saved since `seen_revision`; nothing was overwritten.
 */
export type DraftSave = { seen_revision: number; base_version: number; tab: string; answers: Answers }
export type DraftSaved = { revision: number; saved_at: string }

/**
 * POST /api/sheets/:id/complete {if_match} → Completion. 422 issues name the item (expression). `warnings`: codes to look
 * at again, stops of quick phrases nobody filled.
 */
export type Completion = { version: number; extracted: { type: string; count: number }[]; warnings: string[] }

/** GET /api/sheets/:id/pages?tab → {pages: {digest, index}[]}; GET /api/sheets/:id/pages/:index?digest= → image/svg+xml (draft included). */
export type Pages = { pages: { index: number; digest: string }[] }

/** POST /api/sheets/:id/sign {slot, if_match} → Signed. Also GET /api/sheets/:id/pdf (signed bytes, else a draft rendering). */
export type Signed = {
  document: string
  sha256: string
  signed_at: string
  slot: string
  /** A letter of a facility that seals by itself: the seal that followed, or why it could not. */
  seal?: Signed
  not_sealed?: string
}

/** A box waiting for the asker's signature. `version` is what was listed: signing asks for that and no other. */
export type SigningItem = {
  sheet: string
  version: number
  title: string
  slot: string
  label: string
  encounter: string
  at: string
}
export type SigningPatient = { patient: string; name: string; bed: string; items: SigningItem[] }
export type SigningWard = { department: string; name: string; patients: SigningPatient[] }

/**
 * GET /api/signing-queue?after=&count= → a page in the order of wards, beds, patients and time. `total` counts the whole
 * queue; `next` is the `after` of the next page. count=0 gives the number only.
 */
export type SigningQueue = { total: number; wards: SigningWard[]; next: string | null }

/** GET /api/icd?q=&use=main|comorbid&encounter= */
export type IcdHit = { code: string; display: string; allowed: boolean; warnings: string[] }

/** GET /api/stays/:encounter/record.pdf · /api/stays/:encounter/export?format=json|xml */
