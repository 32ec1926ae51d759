/** The hub's word that one house may fetch one study of another, now. */
export type StudyTicket = {
  id: string
  requester: string
  /** StudyInstanceUID. */
  study: string
  /** Identity of the paper that names it. */
  document: string
  /** Why the paper may be read: basis codes, or `recipient`. */
  basis: string
  /** Who looks, in words. */
  actor: string
}

export const ticket_type = 'study-ticket+jwt'
export const ticket_life_s = 600
