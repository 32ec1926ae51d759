import { Link } from 'wouter'
import { use_language } from '../../../base/ui/index.ts'
import { gap_sentence, say_count } from '../../counters/web/say.ts'
import type { ProvinceBoard } from '../contract.ts'
import { day_place, flow_place } from './places.ts'
import { use_words } from './words.ts'

const shown_max = 40

/** Each named as facility, day, kind and how many; the gravest first. */
export const GapList = ({ board }: { board: ProvinceBoard }) => {
  const words = use_words()
  const { language } = use_language()
  const names = new Map(board.lines.map(({ facility, name }) => [facility, name]))
  const shown = board.gaps.slice(0, shown_max)
  return (
    <section className="card gap-list" id="gaps">
      <h2>{words.gaps}</h2>
      {shown.length === 0 && <p className="muted small">{words.no_gaps}</p>}
      <ol>
        {shown.map((gap) => (
          <li key={`${gap.facility} ${gap.day} ${gap.kind} ${gap.what}`} className={gap.what}>
            <Link href={gap.what === 'silent' ? flow_place(gap.facility) : day_place(gap.facility, gap.day)}>
              <b>{names.get(gap.facility) ?? gap.facility}</b> <span>{gap_sentence(language, gap)}</span>
            </Link>
          </li>
        ))}
      </ol>
      {board.gap_count > shown.length && (
        <p className="muted small">{words.more_gaps(say_count(board.gap_count - shown.length))}</p>
      )}
    </section>
  )
}
