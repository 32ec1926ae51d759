const first_s = 2
const delay_max_s = 600

/**
 * Doubles with each failure; spread, so that houses behind one broken line do not all come back at one moment.
 * @param at_least_s what the other side asked for
 */
export const delay_after = (failures: number, at_least_s = 0): number => {
  const delay_s = Math.min(delay_max_s, first_s * 2 ** Math.min(failures - 1, 20))
  return Math.max(delay_s * (0.75 + Math.random() / 2), at_least_s * (1 + Math.random() / 10))
}
