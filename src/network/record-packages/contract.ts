/** What crosses the wire about a whole record that is sent to another house. */

export type SendBasis = 'patient-request' | 'transfer' | 'emergency' | 'law'

/** POST /api/stays/:id/send-record */
export type SendRecordWish = {
  /** Code of the house that gets it. */
  recipient: string
  basis: SendBasis
  /** law: the article. */
  law?: string
  /** emergency: why now; else what it is for. */
  reason?: string
  /** patient-request: the signed request, scanned; base64. */
  request?: { content_type: string; data: string }
  /** patient-request: who signed it; absent: the person herself. */
  asked_as?: 'person' | 'representative' | 'both'
  /** Name of who represents her, and what she is to her. */
  representative?: string
}

export type SentRecord = { id: string; size: number }
