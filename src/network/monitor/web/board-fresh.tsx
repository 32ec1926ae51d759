import { Notice, show_moment } from '../../../base/ui/index.ts'
import { stale_after_ms, type BoardHead } from '../contract.ts'
import { use_words } from './words.ts'

/** What is shown may be no older than a quarter of an hour without the page saying so. */
export const Staleness = ({ head: { at, walked_at } }: { head: BoardHead }) => {
  const words = use_words()
  if (walked_at !== '' && Date.parse(at) - Date.parse(walked_at) <= stale_after_ms) return null
  return <Notice tone="red">{words.stale(walked_at && show_moment(walked_at))}</Notice>
}
