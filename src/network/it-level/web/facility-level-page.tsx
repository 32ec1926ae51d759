import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, Empty, Notice, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Assessment, AssessmentLine, Criterion, Rerating, Standing } from '../contract.ts'
import { CriteriaList } from './criteria-list.tsx'
import { DemandDialog } from './demand-dialog.tsx'
import { HistoryList } from './history-list.tsx'
import './level.css'
import { StandingCard } from './standing-card.tsx'
import { use_words } from './words.ts'

type Detail = {
  facility: string
  name: string
  newest: Assessment | null
  standing: Standing | null
  history: AssessmentLine[]
  reratings: Rerating[]
  criteria: Criterion[]
}

type FacilityLevelPageProps = { code: string; may_demand: boolean }

/** One facility as the Sở sees it: its newest assessment, criterion by criterion, with the evidence it gave. */
const FacilityLevelPage = ({ code, may_demand }: FacilityLevelPageProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [demanding, set_demanding] = useState(false)
  const found = useQuery({ queryKey: ['it-level', 'of', code], queryFn: () => ask<Detail>(`/hub/it-level/${code}`) })
  const detail = found.data
  useEffect(() => {
    document.title = `${words.title} · ${detail?.name ?? code}`
  }, [words, detail, code])
  if (!detail)
    return found.error ? <RefusalNotice error={found.error} again={() => void found.refetch()} /> : <Waiting />
  const open = detail.reratings.filter(({ answered_by }) => answered_by === null)
  return (
    <div className="column level-column">
      <header className="page-head">
        <h1>{detail.name}</h1>
        <span className="muted small">
          <Link href="/so/muc-cntt">{words.back}</Link> · {words.title} · {words.law}
        </span>
        {may_demand && detail.newest && (
          <span className="push">
            <Button onClick={() => set_demanding(true)}>{words.demand}</Button>
          </span>
        )}
      </header>
      {open.map((one) => (
        <Notice key={one.id} tone="amber">
          <b>{words.rerating(one.ordered_by, show_moment(one.due))}</b> {one.reason}
        </Notice>
      ))}
      {detail.newest && detail.standing ? (
        <>
          <StandingCard standing={detail.standing} />
          <CriteriaList
            {...{ criteria: detail.criteria, answers: detail.newest.answers, standing: detail.standing }}
            doubted={new Set(open.flatMap(({ criteria }) => criteria))}
          />
        </>
      ) : (
        <div className="card">
          <Empty title={words.history_none} />
        </div>
      )}
      <HistoryList lines={detail.history} criteria={detail.criteria} path={`/hub/it-level/${code}/assessments`} />
      {demanding && detail.newest && (
        <DemandDialog
          {...{ code, criteria: detail.criteria, answers: detail.newest.answers }}
          close={() => {
            set_demanding(false)
            void client.invalidateQueries({ queryKey: ['it-level'] })
          }}
        />
      )}
    </div>
  )
}

export default FacilityLevelPage
