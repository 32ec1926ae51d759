import { useState } from 'react'
import type { ReactNode } from 'react'
import { say_done } from '../../../base/ui/index.ts'
import type { Sheet } from '../contract.ts'
import type { FormDefinition } from '../form-definition.ts'
import { complete_sheet, issues_by_item, open_after } from './acts/sheet-acts.ts'
import { SignDialog } from './acts/sign-dialog.tsx'
import { may_write } from './acts/slots.ts'
import type { Person } from './chart-data.ts'
import { use_draft } from './drafts/use-draft.ts'
import { DeskRoom, focus_item } from './entry/desk.tsx'
import { EntryPane } from './entry/entry-pane.tsx'
import type { View } from './entry/entry-pane.tsx'
import { section_of } from './entry/plan-section.ts'
import { sections_left, start_section } from './entry/start-section.ts'
import { use_sheet_desk } from './entry/use-desk.ts'
import { OverPaper } from './paper/over-paper.tsx'
import { PaperPane } from './paper/paper-pane.tsx'
import type { Region } from './paper/paper-page.tsx'
import { DeskFoot, DeskNotes } from './sheet-desk-parts.tsx'
import { use_sheet_keys } from './use-sheet-keys.ts'
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
  moved: () => void
}

/** One sheet on the desk: its paper, its entry, its draft, and what can be done with it. */
export const SheetDesk = (props: SheetDeskProps) => {
  const { sheet, form, person, view, set_view } = props
  const words = use_words()
  const draft = use_draft(sheet, person.account)
  const writes = may_write(form, person.rights)
  const [is_amending, set_amending] = useState(false)
  const [error, set_error] = useState<unknown>()
  const [is_signing, set_signing] = useState(false)
  const [focused, set_focused] = useState<string>()
  const [over, set_over] = useState<{ item: string; cell: string | undefined }>()
  const is_settled = sheet.status !== 'in-progress' && sheet.draft === null && draft.state.status === 'clean'
  const is_read_only = !writes || (is_settled && !is_amending)
  const desk = use_sheet_desk({ sheet, form, draft, is_read_only, issues: issues_by_item(error), came_to: set_focused })
  const [section_at, set_section] = useState(() => start_section(sheet.id, form, props.wanted, desk))

  const go_section = (at: number) => {
    const next = Math.max(0, Math.min(form.sections.length - 1, at))
    sections_left.set(sheet.id, next)
    set_section(next)
    window.requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>('.entry-body input:not([readonly]), .entry-body textarea:not([readonly])')
        ?.focus(),
    )
  }
  const go = (item: string, cell?: string) => {
    if (view === 'paper') return set_over({ item, cell })
    const at = section_of(form, item)
    if (at >= 0) {
      sections_left.set(sheet.id, at)
      set_section(at)
    }
    set_focused(item)
    props.show_entry()
    focus_item(item, cell)
  }
  const complete = async () => {
    set_error(undefined)
    try {
      if (!(await draft.keeper.flush())) return
      const { warnings } = await complete_sheet(sheet.id, sheet.version)
      say_done([words.completed_done, ...warnings].join(' · '))
      props.moved()
    } catch (refused) {
      set_error(refused)
    }
  }
  const print = () => open_after(draft.keeper.flush(), `/api/sheets/${sheet.id}/pdf`)
  use_sheet_keys({
    desk,
    sign: () => set_signing(true),
    print,
    next_section: () => view === 'quick' && go_section(section_at + 1),
    previous_section: () => go_section(section_at - 1),
  })
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
            is_settled={is_settled && !is_amending}
            others={others}
            error={error}
            go={go}
            close_error={() => set_error(undefined)}
          />
        }
        foot={
          <DeskFoot
            draft={draft}
            writes={writes}
            is_settled={is_settled && !is_amending}
            may_sign={person.rights.includes('record.sign')}
            reload={props.moved}
            print={print}
            complete={() => void complete()}
            amend={() => set_amending(true)}
            sign={() => set_signing(true)}
          />
        }
      />
      {is_signing && (
        <SignDialog
          sheet={sheet}
          form={form}
          role={person.role}
          needs_completion={!is_settled}
          unread={desk.unread}
          ready={() => draft.keeper.flush()}
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
