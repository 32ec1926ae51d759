import { Link, useRoute } from 'wouter'
import { Pill } from '../../../base/ui/index.ts'
import { changed_results_place, taken_place } from './places.ts'
import { use_changed_results } from './queries.ts'
import './shared-results.css'
import { use_words } from './words.ts'

/** In the head of every page, while something waits: how many results in use were corrected at their source. */
export const ChangedResultsLink = () => {
  const words = use_words()
  const [is_here] = useRoute(changed_results_place)
  const total = use_changed_results({ count: '1' }).data?.total ?? 0
  if (total === 0) return null
  return (
    <Link href={changed_results_place} className="btn queue-link" aria-current={is_here ? 'page' : undefined}>
      <span className="changed-link-whole">{words.changed_link}</span>
      <span className="changed-link-short">{words.changed_link_short}</span> <b className="red">{total}</b>
    </Link>
  )
}

/** In the head of a chart: a result this stay goes by was corrected or taken back, and no doctor has seen it. */
export const ChangedResultsMark = ({ encounter }: { encounter: string }) => {
  const words = use_words()
  const total = use_changed_results({ count: '1', encounter }).data?.total ?? 0
  if (total === 0) return null
  return (
    <Link href={taken_place(encounter)} className="changed-mark">
      <Pill tone="red">
        {words.changed_title}: {total}
      </Pill>
    </Link>
  )
}
