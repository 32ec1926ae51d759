import { useState } from 'react'
import type { ReactNode } from 'react'
import { say_done, use_keys } from '../../../base/ui/index.ts'
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
import { first_section, section_of } from './entry/plan-section.ts'
import { add_row } from './entry/table-field.tsx'
import { rows_of } from './entry/table-rows.ts'
import { use_sheet_desk } from './entry/use-desk.ts'
import { OverPaper } from './paper/over-paper.tsx'
import { PaperPane } from './paper/paper-pane.tsx'
import type { Region } from './paper/paper-page.tsx'
import { DeskFoot, DeskNotes } from './sheet-desk-parts.tsx'
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

/** Which section each sheet was left at, while the page lives: a reload after completing does not jump. */
const sections_left = new Map<string, number>()

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
  const [section_at, set_section] = useState(() => start_section(props, desk))

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
  const entries = form.sections
    .flatMap((section) => section.items)
    .find((item) => item.type === 'table' && item.row_signature !== undefined)
  use_keys(words.sheet_keys, [
    { key: 'F9', label: words.sign, run: () => set_signing(true) },
    { key: 'F4', label: words.preview, run: print },
    { key: 'p', label: words.print, run: print },
    { key: 'Ctrl+Enter', label: words.next_section, run: () => view === 'quick' && go_section(section_at + 1) },
    { key: 'Ctrl+Shift+Enter', label: words.previous_section, run: () => go_section(section_at - 1) },
    {
      key: 'Ctrl+ ',
      label: words.switch_view,
      run: () => set_view(view === 'quick' ? 'paper' : 'quick'),
      hidden: true,
    },
    ...(entries?.type === 'table' && !is_read_only
      ? [
          {
            key: 'F2',
            label: words.add_entry,
            run: () => add_row(entries, rows_of(desk.answers[entries.id]), desk.change),
          },
        ]
      : []),
  ])
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

const start_section = ({ sheet, form, wanted }: SheetDeskProps, desk: Parameters<typeof first_section>[1]): number => {
  if (wanted === '#first') return 0
  if (wanted === '#last')
    return Math.max(
      0,
      form.sections.findIndex((section) => section.id === 'tong-ket'),
    )
  const asked = wanted === undefined ? -1 : section_of(form, wanted)
  if (wanted !== undefined && asked >= 0) focus_item(wanted)
  return asked >= 0 ? asked : (sections_left.get(sheet.id) ?? first_section(form, desk))
}
