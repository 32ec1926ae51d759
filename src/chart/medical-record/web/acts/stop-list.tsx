import { Button } from '../../../../base/ui/index.ts'
import type { OpenStop } from '../../phrase-stops.ts'
import { use_words } from '../words.ts'

type StopListProps = {
  stops: OpenStop[]
  go: (item: string, cell?: string) => void
  /** What the person may do all the same. */
  anyway?: { label: string; run: () => void }
}

/** Stops of quick phrases nobody filled, each leading to its field: asked about, never refused. */
export const StopList = ({ stops, go, anyway }: StopListProps) => {
  const words = use_words()
  if (stops.length === 0) return null
  return (
    <div className="notice amber" role="alert">
      <b>{words.open_stops(stops.length)}</b>
      <ul className="stop-list">
        {stops.map((stop, index) => (
          <li key={index}>
            <span className="muted">{stop.label}:</span> {stop.words}{' '}
            <Button look="link" onClick={() => go(stop.item, stop.cell)}>
              {words.go_to}
            </Button>
          </li>
        ))}
      </ul>
      {anyway && <Button onClick={anyway.run}>{anyway.label}</Button>}
    </div>
  )
}
