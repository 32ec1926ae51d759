/**
 * Whether one slip of the finger makes the one of the other: a letter put in, left out, exchanged for another, or two
 * neighbours turned round (distance 1 of Damerau 1964). Syllables are short: two slips make any name of any other.
 */
export const is_one_slip = (a: string, b: string): boolean => {
  if (a.length > b.length) return is_one_slip(b, a)
  if (b.length - a.length > 1 || a === b) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  if (a.length < b.length) return a.slice(at) === b.slice(at + 1)
  if (a.slice(at + 1) === b.slice(at + 1)) return true
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
