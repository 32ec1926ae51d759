/** GET /api/sheets/:id/letter-check — what is to be known of a letter before it is signed; nothing for other papers */
export type LetterCheck = {
  /** error: it would be refused at the door; warning: it is for the doctor to judge. */
  issues: { severity: 'error' | 'warning'; message: string }[]
  /** How long it counts, on which basis it goes, what it is labelled. */
  facts: string[]
}
