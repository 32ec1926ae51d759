import { Link } from 'wouter'
import { use_words } from './words.ts'

/** For the chart's menu. */
export const PrescribingLink = ({ encounter, close }: { encounter: string; close: () => void }) => (
  <Link className="btn quiet" href={`/ke-don/${encounter}`} onClick={close}>
    {use_words().title}
  </Link>
)
