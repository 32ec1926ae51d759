import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Sheet } from '../contract.ts'
import type { FormDefinition } from '../form-definition.ts'
import { open_stops } from '../phrase-stops.ts'
import { issues_by_item, open_after } from './acts/sheet-acts.ts'
import { SignDialog } from './acts/sign-dialog.tsx'
import { use_completion } from './acts/use-completion.ts'
import type { Person } from './chart-data.ts'
import { use_draft } from './drafts/use-draft.ts'
import { DeskRoom, focus_first, focus_item } from './entry/desk.tsx'
import { EntryPane } from './entry/entry-pane.tsx'
import type { View } from './entry/entry-pane.tsx'
import { section_of } from './entry/plan-section.ts'
import { enter_sheet, sections_left, start_section } from './entry/start-section.ts'
import { use_sheet_desk } from './entry/use-desk.ts'
import { OverPaper } from './paper/over-paper.tsx'
import { PaperPane } from './paper/paper-pane.tsx'
import type { Region } from './paper/paper-page.tsx'
import { DeskFoot, DeskNotes } from './sheet-desk-parts.tsx'
import { use_sheet_keys } from './use-sheet-keys.ts'
import { VersionsPane } from './versions/versions-pane.tsx'
import { use_words } from './words.ts'

export type SheetDeskProps = {
  sheet: Sheet
  form: FormDefinition
  person: Person
  view: View
  set_view: (view: View) => void
  tools: ReactNode
  /** The field to begin at: from the tree's "còn thiếu", or #first / #last. */
  wanted: string | undefined
  show_entry: () => void
  /** Its versions side by side, in the place of paper and entry. */
  compares: boolean
  compare: () => void
  close_compare: () => void
  sign_notes?: ((sheet: Sheet) => ReactNode) | undefined
  moved: () => void
}

/** One sheet on the desk: its paper, its entry, its draft, and what can be done with it. */
export const SheetDesk = (props: SheetDeskProps) => {
  const { sheet, form, person, view, set_view } = props
  const words = use_words()
  const draft = use_draft(sheet, person.account)
  const writes = sheet.may_write
  const [is_amending, set_amending] = useState(false)
  const [is_signing, set_signing] = useState(false)
  const [focused, set_focused] = useState<string>()
  const [over, set_over] = useState<{ item: string; cell: string | undefined }>()
  const ready = () => draft.keeper.flush()
  const stops = open_stops(form, draft.state.answers)
  const completion = use_completion({ sheet, stops, ready, moved: props.moved })
  const { error, set_error } = completion
  const is_settled = sheet.status !== 'in-progress' && sheet.draft === null && draft.state.status === 'clean'
  const is_shut = is_settled && !is_amending
  const is_read_only = !writes || is_shut
  const desk = use_sheet_desk({ sheet, form, draft, is_read_only, issues: issues_by_item(error), came_to: set_focused })
  const [section_at, set_section] = useState(() => start_section(sheet.id, form, props.wanted, desk))

  const show_section = (at: number) => {
    sections_left.set(sheet.id, at)
    set_section(at)
  }
  const go_section = (at: number) => {
    show_section(Math.max(0, Math.min(form.sections.length - 1, at)))
    focus_first()
  }
  const go = (item: string, cell?: string) => {
    if (view === 'paper') return set_over({ item, cell })
    const at = section_of(form, item)
    if (at >= 0) show_section(at)
    set_focused(item)
    props.show_entry()
    focus_item(item, cell)
  }
  const amend = () => set_amending(true)
  const print = () => open_after(ready(), `/api/sheets/${sheet.id}/pdf`)
  use_sheet_keys({
    desk,
    enabled: !props.compares,
    enter: () => {
      if (view === 'paper') return
      props.show_entry()
      enter_sheet(form, desk.answers)
    },
    complete: writes && !is_shut ? completion.complete : undefined,
    amend: writes && is_shut ? amend : undefined,
    sign: () => set_signing(true),
    print,
    next_section: () => view === 'quick' && go_section(section_at + 1),
    previous_section: () => go_section(section_at - 1),
  })
  if (props.compares)
    return (
      <VersionsPane
        sheet={sheet}
        form={form}
        prints={person.rights.includes('record.print')}
        ready={ready}
        close={props.close_compare}
      />
    )
  const pick = (region: Region) => go(region.item, region.cell)
  const status = is_settled
    ? sheet.signatures.length > 0
      ? words.signed
      : words.completed
    : `${words.draft}, ${words.unsigned}`
  const others = sheet.draft && !sheet.draft.mine ? words.others_draft(sheet.draft.author_name) : ''
  return (
    <DeskRoom value={desk}>
      <PaperPane
        sheet={sheet.id}
        revision={`${sheet.version}/${draft.state.revision}`}
        status={status}
        focused={over ? [over.item, over.cell].filter(Boolean).join('/') : focused}
        pick={pick}
        tools={props.tools}
        compare={props.compare}
        over={
          over &&
          view === 'paper' && (
            <OverPaper
              item={over.item}
              cell={over.cell}
              go={(item) => set_over({ item, cell: undefined })}
              close={() => set_over(undefined)}
            />
          )
        }
      />
      <EntryPane
        section_at={section_at}
        go_section={go_section}
        view={view}
        set_view={set_view}
        above={
          <DeskNotes
            draft={draft}
            desk={desk}
            writes={writes}
            is_settled={is_shut}
            others={others}
            error={error}
            stops={completion.stops_asked}
            complete_anyway={completion.complete_anyway}
            go={go}
            close_error={() => set_error(undefined)}
          />
        }
        foot={
          <DeskFoot
            draft={draft}
            writes={writes}
            is_settled={is_shut}
            may_sign={person.rights.includes('record.sign')}
            reload={props.moved}
            print={print}
            complete={completion.complete}
            amend={amend}
            sign={() => set_signing(true)}
          />
        }
      />
      {is_signing && (
        <SignDialog
          sheet={sheet}
          title={form.title}
          unread={desk.unread}
          stops={stops}
          notes={props.sign_notes}
          ready={ready}
          refused={set_error}
          go={go}
          done={() => {
            set_signing(false)
            props.moved()
          }}
          close={() => set_signing(false)}
        />
      )}
    </DeskRoom>
  )
}
