import { Button, Empty, show_moment } from '../../../base/ui/index.ts'
import type { ReportLine } from '../contract.ts'
import { use_words } from './words.ts'

const kilobyte = 1_024

/** Reports as they were made; each can be read and taken in its three forms. */
export const ReportList = ({ reports, open }: { reports: ReportLine[]; open: (id: string) => void }) => {
  const words = use_words()
  return (
    <section>
      <h2 className="report-head">{words.history}</h2>
      <div className="card">
        {reports.length === 0 && <Empty title={words.history_none} />}
        <ul className="report-list">
          {reports.map((report) => (
            <li key={report.id}>
              <p>
                <b>{report.title}</b>
              </p>
              <p className="muted small">
                {words.by(report.made_name, show_moment(report.made_at))} · {words.version(report.version)}
              </p>
              <p className="row wrap">
                <Button look="link" onClick={() => open(report.id)}>
                  {words.open}
                </Button>
                {report.files.map(({ form, sha256, size }) => (
                  <a
                    key={form}
                    href={`/api/hub/reports/${report.id}/files/${form}`}
                    title={`SHA-256 ${sha256}`}
                    className="report-file"
                  >
                    {form.toUpperCase()} <small className="muted">{Math.ceil(size / kilobyte)} KB</small>
                  </a>
                ))}
              </p>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
