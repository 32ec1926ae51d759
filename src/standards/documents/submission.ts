/** What crosses between two facilities, as values: one document with its parts (docs/decisions/0024). */

/** The kinds of paper that travel (spec documents.md; requirements SHARE-02). */
export type DocumentKind =
  | 'transfer-letter' // phiếu chuyển cơ sở KBCB (D-TRF)
  | 'transfer-answer' // trả lời nơi chuyển: kết quả tiếp nhận, chuyển về
  | 'reexam-letter' // phiếu hẹn khám lại (D-APT)
  | 'prescription' // đơn thuốc (D-RX)
  | 'health-book' // sổ sức khỏe điện tử (D-BOOK)
  | 'lab-result' // phiếu kết quả xét nghiệm (D-LAB)
  | 'imaging-report' // phiếu kết quả CĐHA
  | 'record' // toàn bộ hồ sơ bệnh án (D-EMR)

/** pdf: the signed paper; fhir: the FHIR document; seal: the facility's CMS over `fhir`; hsba: HoSoBenhAn; package: the whole record. */
export type PartKind = 'pdf' | 'fhir' | 'seal' | 'hsba' | 'package' | 'encrypted'

export type Part = {
  kind: PartKind
  /** `urn:uuid:…`, never used for other bytes. */
  identity: string
  content_type: string
  title: string
  bytes: Uint8Array
}

export type Identity = { system: string; value: string }

/** The person as the sender knows her: the identifiers that hold everywhere first (CCCD, BHYT, passport), then the sender's own. */
export type SubmissionPerson = {
  identifiers: Identity[]
  name: string
  /** yyyy, yyyy-mm or yyyy-mm-dd. */
  birth_date?: string | undefined
  gender?: 'male' | 'female' | 'other' | 'unknown' | undefined
}

/** Why a paper may be shown to whom it is addressed (SHARE-08; Luật 91/2025/QH15 Điều 26.2; NĐ 330/2026 Điều 62). */
export type SendingBasis = {
  code: 'transfer' | 'patient-request' | 'law' | 'emergency'
  /** The article it stands on. */
  law?: string | undefined
  /** patient-request: digest of the verifiable request, and how it was confirmed. */
  request_sha256?: string | undefined
  confirmed_by?: string | undefined
  /** patient-request: who spoke; absent: the person herself. */
  asked_as?: 'person' | 'representative' | 'both' | undefined
  /** In the sender's own words. */
  reason?: string | undefined
}

export type Coded = { system: string; code: string; display?: string | undefined }

/** What a stranger says beside the paper (XDS eventCodeList, healthcareFacilityTypeCode, practiceSettingCode, referenceIdList). */
export type SubmissionContext = {
  /** The codings of each. */
  events?: Coded[][] | undefined
  facility_type?: Coded[] | undefined
  practice_setting?: Coded[] | undefined
  related?: Identity[] | undefined
}

export type Submission = {
  /** `urn:uuid:…` of the sending itself: a second sending of the same document has another one. */
  identity: string
  kind: DocumentKind
  title: string
  /** Facility codes (mã CSKCB). */
  sender: string
  recipients: string[]
  person: SubmissionPerson
  author: { name: string; identifiers: Identity[] }
  /** When the document was issued, with its offset. */
  created_at: string
  /** What it tells of: the stay or visit. */
  period?: { start?: string | undefined; end?: string | undefined } | undefined
  /** Of our own papers only results say theirs, by test (their data say it too, signed): others find them by it. */
  context?: SubmissionContext | undefined
  /** Identity of the document (its first part) whose place this one takes. */
  replaces?: string | undefined
  /** Absent: what a paper of this kind stands on by itself (network/gate). */
  basis?: SendingBasis | undefined
  /** Sensitivity labels, codes of v3 ActCode (HIV, PSY, SEX …); empty: normal. */
  labels: string[]
  /** The first part is the document itself; its identity is the document's. */
  parts: [Part, ...Part[]]
}
