/** A page of our own papers takes 6–14 ms, a whole record of ten 70; a scan of many pages is large and says nothing. */
export const bytes_max = 24 * 1_048_576
/** Whose paper it is stands on its first pages. */
export const pages_max = 12
export const letters_max = 200_000
/** Of one paper: processor time, in the child. */
export const work_max_ms = 4_000
/** … and by the clock, should the child say nothing at all; with its start, on a machine that has much else to do. */
export const wait_max_ms = 30_000
/** Of the child as a whole; it rests at 80–110. */
export const memory_max_mb = 512
export const look_every_ms = 50
export const idle_ms = 60_000
