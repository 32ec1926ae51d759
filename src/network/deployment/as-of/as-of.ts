/**
 * A past day of the province, asked for later. What is said of a day after it is over belongs to the next report: a report of
 * June says in August what it said in July.
 */
export type AsOf = {
  /** yyyy-mm-dd in Vietnam; this day is counted whole. */
  day: string
  /** Words written from this moment on were not known yet; null: the day still runs, all that is known counts. */
  known_by: string | null
  /** Its id; absent: the latest that had begun. */
  programme?: string
}
