/** A page of our own papers takes 6–14 ms, a whole record of ten 70; a scan of many pages is large and says nothing. */
export const bytes_max = 24 * 1_048_576
/** Whose paper it is stands on its first pages. */
export const pages_max = 12
export const letters_max = 200_000
/** Waiting for others in front does not count. */
export const time_max_ms = 4_000
/** Of the child as a whole; it rests at 80–110. */
export const memory_max_mb = 512
export const idle_ms = 60_000
