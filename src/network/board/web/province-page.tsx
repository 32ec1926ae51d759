import { useEffect, useState } from 'react'
import { Button, Empty, query_string, RefusalNotice, Refused, show_moment, Waiting } from '../../../base/ui/index.ts'
import { ProgrammePick } from './programme-pick.tsx'
import { use_province } from './use-province.ts'
import { Staleness } from '../../monitor/web/board-fresh.tsx'
import './board.css'
import { ProgressDialog } from './progress-dialog.tsx'
import { StepTable } from './step-table.tsx'
import { TileGrid } from './tile-grid.tsx'
import { Tiles } from './tiles.tsx'
import { use_words } from './words.ts'

const fresh_ms = 60_000

/** Fills the screen of a meeting room; Escape or the button leaves it. */
const use_meeting = (): [boolean, () => void] => {
  const [is_meeting, set_meeting] = useState(false)
  useEffect(() => {
    const changed = () => set_meeting(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
  useEffect(() => {
    document.documentElement.classList.toggle('in-meeting', is_meeting)
    return () => document.documentElement.classList.remove('in-meeting')
  }, [is_meeting])
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else document.documentElement.requestFullscreen().catch(() => set_meeting((before) => !before))
  }
  return [is_meeting, toggle]
}

/** The province at a glance: what runs, what is missing, what it costs, and each facility in one line. */
const ProvincePage = () => {
  const words = use_words()
  const [is_meeting, toggle] = use_meeting()
  const [shows_progress, show_progress] = useState(false)
  useEffect(() => {
    document.title = words.title
  }, [words])
  const { province: page, chosen } = use_province({ refetchInterval: fresh_ms })
  if (page.error instanceof Refused && page.error.status === 404)
    return <Empty title={words.empty}>{words.empty_note}</Empty>
  if (!page.data) return page.error ? <RefusalNotice error={page.error} /> : <Waiting />
  return (
    <div className="board">
      <header className="board-head">
        <h1>{page.data.programme.name}</h1>
        <span className="muted small">
          {page.data.walked_at ? words.counted(show_moment(page.data.walked_at)) : words.never_counted} ·{' '}
          {words.each_number}
        </span>
        <span className="push board-acts">
          <ProgrammePick chosen={chosen} shown={page.data.programme.id} />
          <a className="btn quiet" href={`/api/board/export.xlsx${query_string({ programme: chosen.id })}`}>
            {words.export}
          </a>
          <Button look="quiet" onClick={() => window.print()}>
            {words.print}
          </Button>
          <Button look="quiet" onClick={toggle}>
            {is_meeting ? words.leave_meeting : words.meeting}
          </Button>
        </span>
      </header>
      <RefusalNotice error={page.error} />
      <Staleness head={page.data} />
      <Tiles page={page.data} open_progress={() => show_progress(true)} />
      <TileGrid page={page.data} />
      <StepTable page={page.data} />
      {shows_progress && <ProgressDialog page={page.data} close={() => show_progress(false)} />}
    </div>
  )
}

export default ProvincePage
