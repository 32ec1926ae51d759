import { tidy_spaces } from '../../base/text/index.ts'

/** A run of letters where it stands on the page, in points. */
export type Run = { text: string; x: number; y: number; width: number; size: number; ends_line: boolean }

/** Runs whose feet are nearer than this part of their size stand in one line. */
const one_line = 0.5
/** A gap wider than this part of the size parts columns; a narrower one, above the other, words. */
const column_gap = 1.2
const word_gap = 0.12

/** A line of a paper has a hundred letters or two; what reads them afterwards must not be given one without end. */
const line_max = 500

/** As many lines as have so many letters together, each within its bound. */
export const within = (lines: string[], letters_max: number): string[] => {
  let left = letters_max
  return lines.flatMap((line) => {
    const kept = line.slice(0, Math.min(line_max, left))
    left -= kept.length
    return kept === '' ? [] : [kept]
  })
}

/** Tabs stay. */
const tidy = (text: string): string =>
  text
    .split('\t')
    .map(tidy_spaces)
    .filter((cell) => cell !== '')
    .join('\t')

/** As somebody reads them: from top to bottom, from left to right. */
export const lines_of = (runs: Run[]): string[] => {
  const rows: Run[][] = []
  for (const run of runs.filter(({ text }) => text.trim() !== '').toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && Math.abs(first.y - run.y) < one_line * Math.max(first.size, run.size)) row.push(run)
    else rows.push([run])
  }
  return rows.map((row) => {
    let text = ''
    let end = Number.NaN
    for (const run of row.toSorted((a, b) => a.x - b.x)) {
      const gap = (run.x - end) / (run.size || 10)
      text += (gap > column_gap ? '\t' : gap > word_gap ? ' ' : '') + run.text
      end = run.x + run.width
    }
    return tidy(text)
  })
}

/** As they were drawn: a name that goes on in the next line goes on here too. */
export const drawn_of = (runs: Run[]): string[] =>
  runs
    .map(({ text, ends_line }) => text + (ends_line ? '\n' : ''))
    .join('')
    .split('\n')
    .map(tidy)
    .filter((line) => line !== '')
