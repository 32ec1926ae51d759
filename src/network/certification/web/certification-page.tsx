import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import '../../mailbox/web/desk.css'
import '../../membership/web/hub.css'
import type { RunLine } from '../contract.ts'
import './certification.css'
import { RunCard } from './run-card.tsx'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import { use_words } from './words.ts'

const fresh_ms = 15_000

/** Whose software was tested at this hub, with what result. */
const CertificationPage = ({ may_admit }: { may_admit: boolean }) => {
  const words = use_words()
  const client = useQueryClient()
  const [open, set_open] = useState<RunLine>()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const runs = useQuery({
    queryKey: ['hub', 'certifications'],
    queryFn: () => ask<{ runs: RunLine[] }>('/hub/certifications'),
    refetchInterval: fresh_ms,
  })
  return (
    <div className="column hub-column">
      <header className="page-head">
        <h1>{words.title}</h1>
      </header>
      <p className="muted small certification-note">{words.note}</p>
      <RefusalNotice error={runs.error} again={() => void runs.refetch()} />
      {runs.isPending && <Waiting />}
      {runs.data?.runs.length === 0 && (
        <div className="card">
          <Empty title={words.none}>{words.none_note}</Empty>
        </div>
      )}
      <ul className="desk-cards">
        {runs.data?.runs.map((run) => (
          <RunCard key={run.id} run={run} may_admit={may_admit} withdraw={() => set_open(run)} />
        ))}
      </ul>
      {open && (
        <WithdrawDialog
          run={open}
          close={() => {
            set_open(undefined)
            void client.invalidateQueries({ queryKey: ['hub', 'certifications'] })
          }}
        />
      )}
    </div>
  )
}

export default CertificationPage
