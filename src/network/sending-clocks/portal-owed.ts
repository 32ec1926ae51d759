/** Conditions on `health_book.publication AS p`, wherever visits and the national portal are counted; $1: facility. */

/** A visit the hub's page is withheld of is not owed to the portal either. */
export const national_owed =
  "p.facility = $1 AND p.kind = 'health-book' AND p.state <> 'withheld' AND p.state <> 'none'"

export const national_unsent = "p.national_state <> 'sent'"

/** It stands until a person looked: refused, or it left and no answer came. */
export const national_open = "p.national_state IN ('failed', 'unknown')"

/** Goes by itself: not made yet, or on its way. */
export const national_waiting = "p.national_state IN ('none', 'waiting')"

export const has_portal = 'EXISTS (SELECT FROM health_book.setting AS s WHERE s.facility = $1 AND s.portal IS NOT NULL)'
