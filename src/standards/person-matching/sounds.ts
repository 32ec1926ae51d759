/**
 * Letters that one region says alike and whoever writes by ear exchanges: tr/ch, s/x, d/gi/r in the North, l/n in the
 * Red River delta; i/y, c/k and ph/f are habits of spelling. Works on folded words.
 */
const starts: [RegExp, string][] = [
  [/^ngh/, 'ng'],
  [/^gh/, 'g'],
  [/^tr/, 'ch'],
  [/^s(?!h)/, 'x'],
  [/^gi(?=[aeou])/, 'd'],
  [/^r/, 'd'],
  [/^l/, 'n'],
  [/^ph/, 'f'],
  [/^k(?!h)/, 'c'],
]

export const sound_of = (word: string): string => {
  let sound = word
  for (const [start, heard] of starts)
    if (start.test(sound)) {
      sound = sound.replace(start, heard)
      break
    }
  return sound.replace(/y/g, 'i')
}

/** First letters that may stand for the same word, its own included: for initials. */
const first_letters: Record<string, string[]> = {
  l: ['l', 'n'],
  n: ['n', 'l'],
  s: ['s', 'x'],
  x: ['x', 's'],
  d: ['d', 'g', 'r'],
  g: ['g', 'd'],
  r: ['r', 'd', 'g'],
  t: ['t', 'c'],
  c: ['c', 't'],
  k: ['k', 'c'],
}

export const initials_heard = (word: string): string[] => {
  const first = word[0] ?? ''
  const heard = first_letters[first] ?? [first]
  // Only "tr" and "ch" are exchanged, not every t and c.
  if ((first === 't' && !word.startsWith('tr')) || (first === 'c' && !word.startsWith('ch'))) return [first]
  if (first === 'g' && !word.startsWith('gi')) return [first]
  return heard
}
