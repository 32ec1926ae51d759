import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Empty, Notice, RefusalNotice, TopSlot, use_keys, Waiting } from '../../../base/ui/index.ts'
import type { DraftBody, PrescribingDesk } from '../contract.ts'
import { ChecksPane } from './checks-pane.tsx'
import { Catalogue, Foot, Person } from './desk-parts.tsx'
import { DiagnosisLine } from './diagnosis-line.tsx'
import { DrugSearch, search_id } from './drug-search.tsx'
import { EarlierList } from './earlier-list.tsx'
import { FurtherFields } from './further-fields.tsx'
import { with_line } from './line-draft.ts'
import { LineTable } from './line-table.tsx'
import { PreviewDialog } from './preview-dialog.tsx'
import './prescribing.css'
import { use_acts } from './use-acts.ts'
import { use_desk } from './use-desk.ts'
import type { DraftDesk } from './use-desk.ts'
import { use_words } from './words.ts'

type PageProps = {
  encounter: string
  may_write: boolean
  mark: (code: string) => ReactNode
  /** The pharmacy a person may name: rooms above know which take part. */
  pharmacy: (chosen: DraftBody['pharmacy'], choose: (pharmacy: DraftBody['pharmacy']) => void) => ReactNode
}

const PrescribingPage = ({ encounter, may_write, mark, pharmacy }: PageProps) => {
  const words = use_words()
  const draft = use_desk(encounter)
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (!draft.desk) return draft.error ? <RefusalNotice error={draft.error} again={draft.reload} /> : <Waiting />
  return <Desk desk={draft.desk} {...{ draft, may_write, mark, pharmacy }} />
}

type DeskProps = Omit<PageProps, 'encounter'> & { desk: PrescribingDesk; draft: DraftDesk }

const Desk = ({ desk, draft, may_write, mark, pharmacy }: DeskProps) => {
  const words = use_words()
  const { body, judged, change } = draft
  const acts = use_acts(draft, desk.encounter)
  const [previews, set_previews] = useState(false)
  const is_empty = body.lines.length === 0
  use_keys(
    words.keys,
    may_write
      ? [
          { key: 't', label: words.key_search, run: () => document.getElementById(search_id)?.focus() },
          { key: 'p', label: words.preview, run: () => !is_empty && set_previews(true) },
          { key: 'Ctrl+Enter', label: words.sign, run: () => void acts.sign() },
        ]
      : [],
  )
  return (
    <div className="rx">
      <TopSlot>
        <Person desk={desk} />
      </TopSlot>
      <main className="rx-main">
        <header className="rx-head">
          <h1>{words.title}</h1>
          <Catalogue desk={desk} />
          {draft.state !== 'saved' && <span className="muted small push">{words[draft.state]}</span>}
        </header>
        <DiagnosisLine
          encounter={desk.encounter}
          shown={body.diagnoses.length > 0 ? body.diagnoses : desk.diagnoses}
          change={may_write ? (diagnoses) => change((before) => ({ ...before, diagnoses })) : undefined}
        />
        {may_write ? <DrugSearch choose={acts.add} /> : <Notice tone="amber">{words.read_only}</Notice>}
        {is_empty ? (
          <Empty title={words.empty}>{may_write && words.empty_note}</Empty>
        ) : (
          <LineTable
            lines={body.lines}
            summaries={judged.lines}
            findings={judged.findings}
            change={(id, part) => change(with_line(id, part))}
            remove={(id) => change((before) => ({ ...before, lines: before.lines.filter((line) => line.id !== id) }))}
          />
        )}
        {(!is_empty || body.replaces !== '') && (
          <FurtherFields
            body={body}
            patient={desk.patient}
            summaries={judged.lines}
            change={(part) => change((before) => ({ ...before, ...part }))}
          >
            {may_write && pharmacy(body.pharmacy, (named) => change((before) => ({ ...before, pharmacy: named })))}
          </FurtherFields>
        )}
        <datalist id="rx-times-of-use">
          {[
            'sau ăn',
            'trước ăn 30 phút',
            'trong bữa ăn',
            'buổi sáng',
            'buổi tối trước khi ngủ',
            'khi sốt trên 38,5 °C',
            'khi đau',
          ].map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </main>
      <aside className="rx-side">
        {!is_empty && (
          <ChecksPane
            judged={judged}
            reasons={body.reasons}
            change_reason={(key, reason) =>
              change((before) => ({ ...before, reasons: { ...before.reasons, [key]: reason } }))
            }
          />
        )}
        <EarlierList
          prescriptions={desk.prescriptions}
          mark={mark}
          again={may_write ? (code) => void acts.copy(code, false) : undefined}
          replace={may_write ? (code) => void acts.copy(code, true) : undefined}
        />
      </aside>
      {may_write && !is_empty && <Foot draft={draft} acts={acts} preview={() => set_previews(true)} />}
      {previews && <PreviewDialog encounter={desk.encounter} ready={draft.ready} close={() => set_previews(false)} />}
    </div>
  )
}

export default PrescribingPage
