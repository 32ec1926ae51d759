import type { FigureSource, Letterhead } from '../../../network/oversight-reports/index.ts'
import { activity } from './activity.ts'
import { councils } from './councils.ts'
import { difficulties } from './difficulties.ts'
import { levels } from './levels.ts'
import { members } from './members.ts'
import { health_books } from './health-books.ts'
import { budget } from './money.ts'
import { exchange, gaps, refusals, silence } from './monitor.ts'
import { paper_figures } from './papers.ts'
import { prescriptions } from './prescriptions.ts'
import { register_figures } from './registers.ts'
import { programme } from './steps.ts'
import { survey_scores } from './surveys.ts'

/** What this hub can tell in its reports. */
export const report_sources: FigureSource[] = [
  ...[programme, budget, difficulties, members, levels],
  ...[survey_scores, ...register_figures, paper_figures, ...councils],
  ...[exchange, gaps, silence, refusals, health_books],
  ...[activity, ...prescriptions],
]

/** Whose paper it is, from how the hub itself is called: "Sở Y tế Bắc Ninh – Trục liên thông", of "UBND tỉnh Bắc Ninh". */
export const letterhead_of = ({ name, authority }: { name: string; authority: string }): Letterhead => {
  const place = authority.replace(/^(UBND|Ủy ban nhân dân)\s+(tỉnh|thành phố)\s+/i, '').trim()
  const unit = (name.split(/\s[–-]\s/)[0] ?? name).replace(place, '').trim()
  return { superior: authority, unit: unit === '' ? 'Sở Y tế' : unit, place }
}
