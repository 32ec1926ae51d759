import type { Random } from '../../../demo/random.ts'
import type { DocumentKind } from '../../../src/standards/documents/index.ts'

/**
 * A province of Bắc Giang's size by users.md F: 17 public units of its plan (8 hospitals, 9 TTYT), the rest stations and
 * private houses; 1.81 outpatient visits a head and year of 1.9 million people, a tenth as many stays.
 */
const people = 1_900_000
const visits_a_month = Math.round((people * 1.81) / 12)

/** Papers of a month through the hub. Shares of visits are our assumption: nobody counts them today. */
export const month_of_papers: readonly (readonly [DocumentKind, number])[] = [
  ['health-book', Math.round(visits_a_month * 1.1)], // the page of every visit and stay (QĐ 31/QĐ-BYT 2026)
  ['lab-result', Math.round(visits_a_month * 0.25)],
  ['prescription', Math.round(visits_a_month * 0.7)], // an own prescription lies on the person's timeline too (decision 0026)
  ['imaging-report', Math.round(visits_a_month * 0.08)], // 890 studies for 2,160 visits and stays at a hospital of 1,000 beds, few at stations
  ['transfer-letter', Math.round(visits_a_month * 0.025)],
  ['transfer-answer', Math.round(visits_a_month * 0.015)],
  ['reexam-letter', Math.round(visits_a_month * 0.01)],
]

/** Letters go to somebody; the others lie in a person's timeline. The run takes many of the first, few of the second. */
export const letter_share = 0.6

export const is_letter = (kind: DocumentKind): boolean => /^(transfer|reexam)-/.test(kind)

const sum = (rows: readonly (readonly [DocumentKind, number])[]): number =>
  rows.reduce((all, [, count]) => all + count, 0)

export const mix = (): { letters: typeof month_of_papers; timeline: typeof month_of_papers } => ({
  letters: month_of_papers.filter(([kind]) => is_letter(kind)),
  timeline: month_of_papers.filter(([kind]) => !is_letter(kind)),
})

/** How many papers of the real month stand behind one of the run. */
export const scale_of = (documents: number): { letters: number; timeline: number } => {
  const { letters, timeline } = mix()
  return {
    letters: sum(letters) / (documents * letter_share),
    timeline: sum(timeline) / (documents * (1 - letter_share)),
  }
}

export const pick_kind = (random: Random): DocumentKind => {
  const { letters, timeline } = mix()
  return random.weighted(random.chance(letter_share) ? letters : timeline)
}

/** What a house is, and its share of the visits: a province hospital sees 2,000 a day, a station some dozens. */
export const house_sort = (at: number): { name: string; visits: number } => {
  if (at === 0) return { name: 'Bệnh viện Đa khoa tỉnh', visits: 2_000 }
  if (at < 8) return { name: `Bệnh viện ${at + 1}`, visits: 800 }
  if (at < 17) return { name: `Trung tâm Y tế ${at - 7}`, visits: 600 }
  return at % 3 === 0
    ? { name: `Phòng khám Đa khoa ${at - 16}`, visits: 120 }
    : { name: `Trạm Y tế ${at - 16}`, visits: 50 }
}
