import { useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Empty, RefusalNotice, say_refused, show_moment, TopSlot, use_keys, Waiting } from '../../../base/ui/index.ts'
import type { Chart, FormSummary, Sheet } from '../contract.ts'
import { NewSheetDialog } from './acts/new-sheet-dialog.tsx'
import { add_sheet } from './acts/sheet-acts.ts'
import { Banner } from './banner.tsx'
import { use_chart, use_refresh } from './chart-data.ts'
import type { Person } from './chart-data.ts'
import './chart.css'
import './chart-narrow.css'
import { ChartTools, open_menu } from './chart-tools.tsx'
import { write_copied } from './drafts/mirror.ts'
import type { View } from './entry/entry-pane.tsx'
import { PaneSwitch } from './pane-switch.tsx'
import type { Pane } from './pane-switch.tsx'
import { PhraseBook } from './phrases/phrase-book.tsx'
import { ResultView } from './results/result-view.tsx'
import { VitalsView } from './results/vitals-view.tsx'
import { SheetRoom } from './sheet-room.tsx'
import { first_sheet, plan_tree, walk_order } from './tree/plan-tree.ts'
import { RecordTree } from './tree/record-tree.tsx'
import { use_words } from './words.ts'

export type StayFacts = {
  id: string
  patient: string
  is_open: boolean
  department: string
  diagnosis: { text: string; code: string }
}

export type ChartPageProps = {
  encounter: string
  sheet: string | undefined
  person: Person
  /** What the app lets be done with the stay itself. */
  stay_actions: (stay: StayFacts, close: () => void) => ReactNode
  record_actions?: ReactNode
  /** What they have to say beside the person's name. */
  banner_marks?: ReactNode
  /** What other rooms have to say of a paper before it is signed. */
  sign_notes?: (sheet: Sheet) => ReactNode
  /** What they know of a result. */
  result_acts?: (report: string) => ReactNode
  /** A stay that another house wrote has no sheets of ours. */
  foreign?: (encounter: string) => ReactNode
}

export const ChartPage = (props: ChartPageProps) => {
  const chart = use_chart(props.encounter)
  if (chart.isPending) return <Waiting />
  if (chart.error) return <RefusalNotice error={chart.error} again={() => void chart.refetch()} />
  return <OpenChart {...props} chart={chart.data} />
}

const view_key = 'benhan.view'
const treatment_sheet = '36-BV2'

const OpenChart = ({
  chart,
  encounter,
  sheet,
  person,
  stay_actions,
  record_actions,
  banner_marks,
  sign_notes,
  result_acts,
  foreign,
}: ChartPageProps & { chart: Chart }) => {
  const words = use_words()
  const [, navigate] = useLocation()
  const refresh = use_refresh(encounter)
  const [aside, set_aside] = useState<string>()
  const [wanted, set_wanted] = useState<string>()
  const [pane, set_pane] = useState<Pane>('sheet')
  const [view, set_view] = useState<View>(() => (localStorage.getItem(view_key) === 'paper' ? 'paper' : 'quick'))
  const [compares, set_compares] = useState(false)
  const [adding, set_adding] = useState<'sheet' | 'record'>()
  const [add_error, set_add_error] = useState<unknown>()
  const [shows_phrases, set_phrases] = useState(false)
  const branches = useMemo(() => plan_tree(chart), [chart])
  const at = sheet ?? first_sheet(chart)
  const opens_record = person.rights.includes('record.write')
  const writes = opens_record || person.rights.includes('record.care')

  useEffect(() => {
    document.title = `${chart.banner.name} · ${words.chart}`
  }, [chart.banner.name, words])

  const open = (place: string, item?: string) => {
    const is_aside = place === 'vitals' || place.startsWith('result:')
    set_aside(is_aside ? place : undefined)
    set_wanted(item)
    set_compares(false)
    set_pane(item === '#write' || (item && !item.startsWith('#')) ? 'entry' : 'sheet')
    if (!is_aside) navigate(`/benh-an/${encounter}/${place}`, { replace: place === at })
  }
  const walk = (step: number) => {
    const order = walk_order(branches)
    const next = order[order.indexOf(at ?? '') + step]
    if (next) open(next)
  }
  const add = async (slug: string, copy_from?: string) => {
    try {
      const before = chart.sheets.filter((one) => one.slug === slug).sort((a, b) => (a.at < b.at ? 1 : -1))[0]
      const made = await add_sheet(encounter, slug, copy_from)
      if (copy_from && before) write_copied(made.id, { items: made.copied, from: show_moment(before.at).slice(0, 5) })
      set_adding(undefined)
      await refresh()
      // copied words wait to be read: the hand does not go into them by itself
      open(made.id, copy_from ? undefined : '#write')
    } catch (refused) {
      if (copy_from) say_refused(refused)
      else set_add_error(refused)
    }
  }
  const change_view = (next: View) => {
    localStorage.setItem(view_key, next)
    set_view(next)
  }
  const compare = () => {
    set_compares(!compares)
    set_pane('sheet')
  }
  use_keys(words.chart, [
    { key: 'Alt+ArrowDown', label: words.next_sheet, run: () => walk(1) },
    { key: 'Alt+ArrowUp', label: words.previous_sheet, run: () => walk(-1) },
    { key: ']', label: words.next_sheet, run: () => walk(1) },
    { key: '[', label: words.previous_sheet, run: () => walk(-1) },
    ...(writes
      ? [
          { key: 'n', label: words.new_sheet, run: () => set_adding('sheet') },
          { key: 'y', label: words.yesterday, run: () => void add(treatment_sheet, 'yesterday') },
        ]
      : []),
    ...(opens_record ? [{ key: 'b', label: words.second_record, run: () => set_adding('record') }] : []),
    ...(at && !aside ? [{ key: 'v', label: words.compare, run: compare }] : []),
    { key: 'm', label: words.open_menu, run: open_menu },
  ])
  const main =
    chart.diagnoses.find((one) => one.use === 'discharge') ?? chart.diagnoses.find((one) => one.use === 'admission')
  const stay = {
    patient: chart.banner.patient,
    id: encounter,
    is_open: chart.stay.discharged_at === null,
    department: chart.stay.department_id,
    diagnosis: { text: main?.text ?? '', code: main?.code ?? '' },
  }
  const tools = (
    <ChartTools
      encounter={encounter}
      sheet={aside ? undefined : at}
      patient={chart.banner.patient}
      person={person}
      add={writes ? () => set_adding('sheet') : undefined}
      copy_yesterday={
        opens_record && chart.sheets.some((one) => one.slug === treatment_sheet)
          ? () => void add(treatment_sheet, 'yesterday')
          : undefined
      }
      add_record={opens_record ? () => set_adding('record') : undefined}
      compare={aside ? undefined : compare}
      open_phrases={() => set_phrases(true)}
      stay_actions={(close) => stay_actions(stay, close)}
      record_actions={record_actions}
    />
  )
  const result = aside?.startsWith('result:') ? chart.results.find((one) => `result:${one.id}` === aside) : undefined
  return (
    <div className="chart" data-pane={pane} data-view={view} data-aside={aside || compares ? '' : undefined}>
      <TopSlot>
        <Banner chart={chart} marks={banner_marks} />
      </TopSlot>
      <RecordTree chart={chart} branches={branches} at={aside ?? at} open={open} />
      {aside ? (
        <section className="stage aside">
          <div className="tools">{tools}</div>
          <div className="paper-scroll">
            {result ? (
              <ResultView key={result.id} result={result} acts={result_acts?.(result.id)} />
            ) : (
              <VitalsView vitals={chart.vitals} />
            )}
          </div>
        </section>
      ) : at ? (
        <SheetRoom
          sheet={at}
          encounter={encounter}
          person={person}
          view={view}
          set_view={change_view}
          tools={tools}
          wanted={wanted}
          show_entry={() => set_pane('entry')}
          compares={compares}
          compare={compare}
          close_compare={() => set_compares(false)}
          sign_notes={sign_notes}
        />
      ) : (
        <section className="stage">
          <div className="tools">{tools}</div>
          {chart.stay.house !== undefined && foreign ? (
            <div className="paper-scroll">{foreign(encounter)}</div>
          ) : (
            <Empty title={words.no_sheets}>{words.no_sheet_note}</Empty>
          )}
        </section>
      )}
      <PaneSwitch pane={pane} choose={set_pane} has_entry={!aside && !compares && at !== undefined} />
      {adding && (
        <NewSheetDialog
          kind={adding}
          error={add_error}
          choose={(form: FormSummary) => void add(form.slug)}
          close={() => set_adding(undefined)}
        />
      )}
      {shows_phrases && <PhraseBook close={() => set_phrases(false)} />}
    </div>
  )
}
