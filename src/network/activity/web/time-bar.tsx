import { Link } from 'wouter'
import { Button, Segments, show_moment } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import '../../board/web/register-ways.css'
import { units, type ActivityPage } from '../contract.ts'
import './activity.css'
import { activity_place, prescribing_place } from './places.ts'
import { say_time } from './say.ts'
import type { Time } from './use-time.ts'
import { use_words } from './words.ts'

type Shown = Pick<
  ActivityPage,
  'by' | 'starts_on' | 'ends_on' | 'is_running' | 'earlier' | 'later' | 'at' | 'walked_at'
>
type TimeBarProps = { title: string; here: 'activity' | 'prescribing' | 'house'; shown: Shown; time: Time }

/** Head of the room's pages: which of them, which time, the one before and after. */
export const TimeBar = ({ title, here, shown, time }: TimeBarProps) => {
  const words = use_words()
  const tab = (name: 'activity' | 'prescribing', place: string) => (
    <Link href={time.at(place)} aria-current={here === name ? 'page' : undefined}>
      {words.tabs[name]}
    </Link>
  )
  const step = (to: string, label: string, sign: string) => (
    <Button look="quiet" aria-label={label} title={label} disabled={to === ''} onClick={() => time.choose({ on: to })}>
      {sign}
    </Button>
  )
  return (
    <>
      <nav className="board-tabs act-tabs" aria-label={title}>
        {tab('activity', activity_place)}
        {tab('prescribing', prescribing_place)}
      </nav>
      <header className="page-head wrap">
        <h1>{title}</h1>
        <span className="muted small">{words.counted(show_moment(shown.walked_at || shown.at))}</span>
        <span className="push row wrap act-time">
          <Segments
            label={words.by}
            value={time.by}
            options={units.map((value) => ({ value, label: words.units[value] }))}
            choose={(by) => time.choose({ by, on: time.on })}
          />
          <span className="row act-step">
            {step(shown.earlier, words.earlier, '‹')}
            <b className="act-now">{say_time(words, shown.by, shown)}</b>
            {step(shown.later, words.later, '›')}
          </span>
          {time.on !== '' && (
            <Button look="link" onClick={() => time.choose({ on: '' })}>
              {words.last_whole}
            </Button>
          )}
        </span>
      </header>
      {shown.is_running && <p className="amber small">{words.running}</p>}
    </>
  )
}
