import { Empty, show_moment } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { FacilityPage, StepLine } from '../contract.ts'
import { use_words } from './words.ts'

/** Every word said of the facility's progress, and by whom. Nothing here is ever overwritten. */
export const HistoryPart = ({ page, steps }: { page: FacilityPage; steps: StepLine[] }) => {
  const words = use_words()
  if (page.progress.length === 0) return <Empty title={words.no_progress} />
  return (
    <section className="dep-part">
      <header>
        <h2>{words.progress_words}</h2>
      </header>
      <ul className="card dep-list small">
        {page.progress.map((one) => (
          <li key={`${one.step} ${one.day} ${one.said_at}`} className="row wrap">
            <span className="muted">{say_day(one.day)}</span>
            <b>{steps.find(({ id }) => id === one.step)?.name}</b> {one.percent} %
            {one.lacks && <span className="amber">✓* {words.on_word}</span>}
            <span>{one.evidence}</span>
            <span className="muted push">
              {one.said_by}, {show_moment(one.said_at)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
