/** A page of our own papers takes 6–14 ms, a medical record of ten 70 (the first of all 150: the child starts). A scan says nothing. */
export const bytes_max = 24 * 1_048_576
/** Whose paper it is stands on its first pages. */
export const pages_max = 12
export const letters_max = 200_000
/** Of one paper: processor time, in the child. */
export const work_max_ms = 4_000
/** … and by the clock, should the child say nothing at all; with its start, on a machine that has much else to do. */
export const wait_max_ms = 30_000
/** Of the child as a whole; after a thousand of our own papers it stands at 270, and stays there. */
export const memory_max_mb = 512
export const look_every_ms = 50
export const idle_ms = 60_000
