import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import {
  ask,
  Button,
  Empty,
  Notice,
  Pill,
  RefusalNotice,
  say_done,
  show_moment,
  TopSlot,
  use_keys,
  Waiting,
} from '../../../base/ui/index.ts'
import type { Prescription } from '../../../standards/e-prescription/index.ts'
import type { Drug, PrescribingDesk, SignedPrescriptions } from '../contract.ts'
import { ChecksPane } from './checks-pane.tsx'
import { DiagnosisLine } from './diagnosis-line.tsx'
import { DrugSearch, search_id } from './drug-search.tsx'
import { EarlierList } from './earlier-list.tsx'
import { FurtherFields } from './further-fields.tsx'
import { line_again, new_line, with_line } from './line-draft.ts'
import { box_id, LineTable } from './line-table.tsx'
import { PreviewDialog } from './preview-dialog.tsx'
import './prescribing.css'
import { is_overtaken, use_desk } from './use-desk.ts'
import type { DraftDesk } from './use-desk.ts'
import { use_words } from './words.ts'

type PageProps = { encounter: string; may_write: boolean; mark: (code: string) => ReactNode }

const PrescribingPage = ({ encounter, may_write, mark }: PageProps) => {
  const words = use_words()
  const draft = use_desk(encounter)
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (!draft.desk) return draft.error ? <RefusalNotice error={draft.error} again={draft.reload} /> : <Waiting />
  return <Desk desk={draft.desk} draft={draft} may_write={may_write} mark={mark} />
}

type Copied = { drugs: Drug[]; missing: string[]; body: Prescription }

const use_acts = (draft: DraftDesk, encounter: string) => {
  const words = use_words()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const { change, ready, reload } = draft
  const add = (drug: Drug) => {
    const line = new_line(drug)
    change((body) => ({ ...body, lines: [...body.lines, line] }))
    // after React has drawn the row
    window.setTimeout(() => document.getElementById(box_id(line.id, 'dose'))?.focus(), 30)
  }
  const copy = async (code: string, replaces: boolean) => {
    try {
      const { drugs, missing, body: old } = await ask<Copied>(`/prescriptions/${code}/lines`)
      const lines = old.lines.flatMap((line) => {
        const drug = drugs.find((one) => one.code === line.drug_code)
        return drug ? [line_again(line, drug)] : []
      })
      change((body) => ({
        ...body,
        lines: [...body.lines.filter((line) => !lines.some(({ drug }) => drug.code === line.drug.code)), ...lines],
        advice: body.advice || (old.advice ?? ''),
        ...(replaces ? { replaces: code } : {}),
      }))
      set_error(undefined)
      if (missing.length > 0) say_done(words.missing(missing.join(', ')))
    } catch (caught) {
      set_error(caught)
    }
  }
  const sign = async () => {
    if (is_busy) return
    set_busy(true)
    set_error(undefined)
    try {
      const revision = await ready()
      const { prescriptions } = await ask<SignedPrescriptions>(`/prescribing/${encounter}/sign`, { body: { revision } })
      say_done(words.signed(prescriptions.map(({ code }) => code).join(', ')))
      reload()
    } catch (caught) {
      set_error(caught)
    } finally {
      set_busy(false)
    }
  }
  const discard = async () => {
    await ask(`/prescribing/${encounter}/draft`, { method: 'DELETE' }).catch(set_error)
    reload()
  }
  return { error, is_busy, add, copy, sign, discard }
}

type DeskProps = { desk: PrescribingDesk; draft: DraftDesk; may_write: boolean; mark: PageProps['mark'] }

const Desk = ({ desk, draft, may_write, mark }: DeskProps) => {
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
          />
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

const Person = ({ desk }: { desk: PrescribingDesk }) => {
  const words = use_words()
  const { patient } = desk
  return (
    <div className="rx-person">
      <Link href={`/benh-an/${desk.encounter}`} title={words.to_chart}>
        ‹ <b>{patient.name}</b>
      </Link>
      <span>
        {patient.age} ({show_moment(patient.birth_date)})
      </span>
      {patient.allergies.length > 0 && (
        <Pill tone="red">
          {words.allergy}: {patient.allergies.join(', ')}
        </Pill>
      )}
    </div>
  )
}

const Catalogue = ({ desk }: { desk: PrescribingDesk }) => {
  const words = use_words()
  const { catalogue } = desk
  if (!catalogue) return <span className="red small">{words.no_catalogue}</span>
  return (
    <span className={catalogue.is_starter ? 'amber small' : 'muted small'} title={catalogue.source}>
      {catalogue.is_starter ? words.starter : `${words.catalogue}: ${catalogue.name}`}
    </span>
  )
}

const reason_min = 5

type FootProps = { draft: DraftDesk; acts: ReturnType<typeof use_acts>; preview: () => void }

const Foot = ({ draft, acts, preview }: FootProps) => {
  const words = use_words()
  const { body, judged } = draft
  const left = judged.findings.filter(
    ({ level, key }) => level === 'stop' || (level === 'red' && (body.reasons[key] ?? '').trim().length < reason_min),
  ).length
  const kinds = new Set(judged.lines.map(({ kind }) => kind)).size
  const error = acts.error ?? draft.error
  return (
    <footer className="rx-foot">
      <div className="rx-foot-said">
        <RefusalNotice error={error} again={is_overtaken(error) ? draft.reload : undefined} />
        {!error && (
          <span className={left > 0 ? 'amber' : 'green'}>{left > 0 ? words.ways_left(left) : words.ready}</span>
        )}
        {kinds > 1 && <span className="muted">{words.other_prescriptions(kinds)}</span>}
      </div>
      <Button look="quiet" onClick={() => void acts.discard()}>
        {words.discard}
      </Button>
      <Button shortcut="p" onClick={preview}>
        {words.preview}
      </Button>
      <Button look="primary" shortcut="Ctrl+Enter" disabled={acts.is_busy || left > 0} onClick={() => void acts.sign()}>
        {words.sign}
      </Button>
    </footer>
  )
}

export default PrescribingPage
