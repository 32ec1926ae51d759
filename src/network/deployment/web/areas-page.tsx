import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Button, Empty, MomentInput, RefusalNotice, Segments, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import { say_day } from '../../board/web/figures.ts'
import type { AreaLine, AreasPage as Page } from '../contract.ts'
import { AreaDialog } from './area-dialog.tsx'
import './deployment.css'
import { use_areas } from './use-areas.ts'
import './register.css'
import { use_register_words } from './register-words.ts'

const shows = ['on', 'past', 'all'] as const
type Show = (typeof shows)[number]

const is_on = ({ valid_from, valid_to }: AreaLine, day: string): boolean =>
  valid_from <= day && (!valid_to || valid_to > day)

const ranks: Record<AreaLine['kind'], number> = { province: 0, district: 1, ward: 2 }

/** Provinces, districts and communes while they last; an old name leads to what took its place (MON-28). */
const AreasPage = ({ may_decide }: { may_decide: boolean }) => {
  const words = use_register_words()
  const client = useQueryClient()
  const [show, choose] = useState<Show>('all')
  const [on, set_on] = useState('')
  const [act, start] = useState<AreaLine | 'new'>()
  const page = use_areas()
  useEffect(() => {
    document.title = words.areas
  }, [words])
  if (!page.data) return page.error ? <RefusalNotice error={page.error} /> : <Waiting />
  const { today, areas } = page.data
  const day = on || today
  const shown = areas
    .filter((area) => show === 'all' || (show === 'on' ? is_on(area, day) : (area.valid_to ?? '9999') <= day))
    .sort((a, b) => ranks[a.kind] - ranks[b.kind] || a.name.localeCompare(b.name, 'vi'))
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.areas}</h1>
        <span className="muted small">{words.areas_note}</span>
        {may_decide && (
          <span className="push">
            <Button onClick={() => start('new')}>{words.add_area}</Button>
          </span>
        )}
      </header>
      <div className="row wrap reg-bar">
        <Segments
          label={words.areas}
          value={show}
          options={shows.map((value) => ({ value, label: words.area_shows[value] ?? value }))}
          choose={choose}
        />
        <label className="row reg-day push">
          <span className="muted">{words.at_day}</span>
          <MomentInput kind="date" value={day} change={set_on} />
        </label>
      </div>
      {shown.length === 0 ? (
        <div className="card">
          <Empty title={words.no_areas} />
        </div>
      ) : (
        <AreaTable page={page.data} shown={shown} day={day} end={may_decide ? start : undefined} />
      )}
      {act && (
        <AreaDialog
          page={page.data}
          area={act === 'new' ? undefined : act}
          done={() => void client.invalidateQueries({ queryKey: ['board'] })}
          close={() => start(undefined)}
        />
      )}
    </div>
  )
}

type AreaTableProps = { page: Page; shown: Page['areas']; day: string; end: ((area: AreaLine) => void) | undefined }

const AreaTable = ({ page, shown, day, end }: AreaTableProps) => {
  const words = use_register_words()
  const name_of = (id: string | null | undefined): string => page.areas.find((one) => one.id === id)?.name ?? id ?? ''
  return (
    <div className="card scroll-x">
      <table className="dep-table stacks reg-table">
        <thead>
          <tr>
            <th>{words.area_name}</th>
            <th>{words.within}</th>
            <th>{words.since}</th>
            <th>{words.until}</th>
            <th>{words.successor}</th>
            <th className="number">{words.facilities}</th>
            <th>{words.source}</th>
            {end && <th />}
          </tr>
        </thead>
        <tbody>
          {shown.map((area) => (
            <tr key={area.id} className={is_on(area, day) ? undefined : 'reg-ended'}>
              <td data-label={words.area_name}>
                <b>{area.name}</b>
                <small className="muted block">
                  {words.area_kinds[area.kind]} · {area.id}
                </small>
              </td>
              <td data-label={words.within}>{name_of(area.parent)}</td>
              <td data-label={words.since} className="nowrap">
                {say_day(area.valid_from)}
              </td>
              <td data-label={words.until} className="nowrap">
                {area.valid_to && say_day(area.valid_to)}
              </td>
              <td data-label={words.successor}>{area.successor && <b>→ {name_of(area.successor)}</b>}</td>
              <td data-label={words.facilities} className="number">
                {area.facilities || ''}
              </td>
              <td data-label={words.source} className="small muted">
                {area.source}
              </td>
              {end && (
                <td className="dep-acts">
                  {!area.valid_to && (
                    <Button look="quiet" onClick={() => end(area)}>
                      {words.end_area}
                    </Button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export default AreasPage
