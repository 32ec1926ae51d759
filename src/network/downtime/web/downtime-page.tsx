import { useEffect } from 'react'
import { RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import './downtime.css'
import { FolderPart } from './folder-part.tsx'
import { PaperPart } from './paper-part.tsx'
import { PlanPart } from './plan-part.tsx'
import { MissingPart, SettlePart } from './settle-part.tsx'
import { use_downtime } from './use-downtime.ts'
import { use_words } from './words.ts'

/** @param may_keep whether this person writes the procedure and keeps the folder */
const DowntimePage = ({ may_keep }: { may_keep: boolean }) => {
  const words = use_words()
  const found = use_downtime()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const down = found.data
  if (!down) return found.error ? <RefusalNotice error={found.error} again={() => void found.refetch()} /> : <Waiting />
  return (
    <div className="column down">
      <header className="page-head">
        <h1>{words.title}</h1>
        <span className="muted">{words.note}</span>
      </header>
      <RefusalNotice error={found.error} />
      <div className="down-grid">
        <div>
          <PlanPart plan={down.plan} changed={down.plan_changed} may_edit={may_keep} />
        </div>
        <div>
          <PaperPart forms={down.forms} departments={down.departments} />
          <SettlePart />
          <FolderPart folder={down.folder} may_keep={may_keep} />
        </div>
      </div>
      <MissingPart missing={down.missing} settled={down.settled} counts={down.counts} />
    </div>
  )
}

export default DowntimePage
