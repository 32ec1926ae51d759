import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { ask, Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import '../../counters/web/marks.css'
import { page_fresh_ms } from '../../monitor/contract.ts'
import { Staleness } from '../../monitor/web/board-fresh.tsx'
import { flow_place } from '../../monitor/web/places.ts'
import type { ActivityFigure, ActivityPage as Page } from '../contract.ts'
import './activity.css'
import { FacilityTable, GroupTable, type Chosen } from './activity-tables.tsx'
import { ActivityTiles } from './activity-tiles.tsx'
import { ActivityTrend } from './activity-trend.tsx'
import { activity_place } from './places.ts'
import { TimeBar } from './time-bar.tsx'
import { use_time } from './use-time.ts'
import { use_words } from './words.ts'

/** What facilities do for people in a day, week or month: the province, its groups, each facility; or one facility alone. */
const ActivityPage = ({ house }: { house?: string }) => {
  const words = use_words()
  const time = use_time()
  const [shows, show] = useState<ActivityFigure>('visits')
  const [chosen, choose] = useState<Chosen>({ by: 'sort', id: null })
  const page = useQuery({
    queryKey: ['board', 'activity', house ?? '', time.query],
    queryFn: () => ask<Page>(`/board/activity${house === undefined ? '' : `/${house}`}${time.query}`),
    refetchInterval: page_fresh_ms,
    placeholderData: (before) => before,
  })
  const title = house === undefined ? words.title : (page.data?.facilities[0]?.name ?? words.title)
  useEffect(() => {
    document.title = title
  }, [title])
  if (!page.data) return page.error ? <RefusalNotice error={page.error} /> : <Waiting />
  const { data } = page
  const is_empty = data.total.told === 0 && data.points.length === 0
  return (
    <div className="column board activity">
      <TimeBar title={title} here={house === undefined ? 'activity' : 'house'} shown={data} time={time} />
      {house !== undefined && (
        <p className="row wrap act-ways">
          <Link href={time.at(activity_place)}>{words.province}</Link>
          <Link href={flow_place(house)}>{words.to_days}</Link>
        </p>
      )}
      <RefusalNotice error={page.error} />
      <Staleness head={data} />
      {is_empty ? (
        <div className="card">
          <Empty title={words.empty}>{words.empty_note}</Empty>
        </div>
      ) : (
        <>
          <ActivityTiles page={data} shows={shows} show={show} />
          <ActivityTrend page={data} shows={shows} {...(house === undefined ? {} : { house })} />
          {house === undefined && (
            <>
              <GroupTable {...{ page: data, chosen, choose, time }} />
              <FacilityTable {...{ page: data, chosen, choose, time }} />
            </>
          )}
        </>
      )}
      <p className="muted small">
        {words.compare_rule} {words.no_person}
      </p>
    </div>
  )
}

export default ActivityPage
