import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { Preview, ReportLine, Template } from '../contract.ts'
import { EditTemplate } from './edit-template.tsx'
import { MakeReport } from './make-report.tsx'
import { Pages } from './pages.tsx'
import { ReportList } from './report-list.tsx'
import './reports.css'
import { use_words } from './words.ts'

/** Reports of the Sở: a template and a period on the left, the paper on the right, what was made below. */
const ReportsPage = ({ may_write }: { may_write: boolean }) => {
  const words = use_words()
  const [slug, set_slug] = useState<string>()
  const [editing, set_editing] = useState(false)
  const [preview, set_preview] = useState<Preview>()
  const [error, set_error] = useState<unknown>()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const templates = useQuery({
    queryKey: ['reports', 'templates'],
    queryFn: () => ask<{ templates: Template[] }>('/hub/reports/templates'),
  })
  const made = useQuery({
    queryKey: ['reports', 'made'],
    queryFn: () => ask<{ reports: ReportLine[] }>('/hub/reports'),
  })
  const failed = templates.error ?? made.error
  if (!templates.data || !made.data) return failed ? <RefusalNotice error={failed} /> : <Waiting />
  const all = templates.data.templates
  const chosen = all.find((one) => one.slug === slug) ?? all[0]
  const open = (id: string) => {
    set_error(undefined)
    ask<Preview>(`/hub/reports/${id}`).then(set_preview, set_error)
  }
  return (
    <div className="column report-column">
      <header className="page-head">
        <h1>{words.title}</h1>
      </header>
      <div className="report-room">
        <div className="report-left stack">
          {!editing && (
            <nav className="report-templates" aria-label={words.templates}>
              {all.map((one) => (
                <button
                  key={one.slug}
                  type="button"
                  aria-pressed={one.slug === chosen?.slug}
                  onClick={() => {
                    set_slug(one.slug)
                    set_preview(undefined)
                  }}
                >
                  {one.head.name} <small className="muted">{words.version(one.version)}</small>
                </button>
              ))}
            </nav>
          )}
          {chosen && editing && (
            <EditTemplate key={chosen.slug} template={chosen} show={set_preview} close={() => set_editing(false)} />
          )}
          {chosen && !editing && (
            <MakeReport
              key={`${chosen.slug}/${chosen.version}`}
              template={chosen}
              may_write={may_write}
              show={set_preview}
              edit={() => set_editing(true)}
            />
          )}
          <RefusalNotice error={error} />
          {!editing && <ReportList reports={made.data.reports} open={open} />}
        </div>
        <div className="report-right">
          {preview ? <Pages preview={preview} /> : <p className="muted report-empty">{words.none_yet}</p>}
        </div>
      </div>
    </div>
  )
}

export default ReportsPage
