import { useEffect, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Key, Segments } from '../../../../base/ui/index.ts'
import type { FormDefinition, Section } from '../../form-definition.ts'
import { sentence } from '../tree/record-tree.tsx'
import { use_words } from '../words.ts'
import type { ChartWords } from '../words.ts'
import { BlockView } from './any-field.tsx'
import { use_desk } from './desk.tsx'
import './entry.css'
import './entry-fields.css'
import { due_fields, plan_section } from './plan-section.ts'

export type View = 'quick' | 'paper'

type EntryPaneProps = {
  section_at: number
  go_section: (at: number) => void
  view: View
  set_view: (view: View) => void
  above: ReactNode
  foot: ReactNode
}

export const name_of_section = (section: Section, form: FormDefinition, words: ChartWords): string => {
  if (section.title) return section.title
  if (/^dau-phieu|header/.test(section.id)) return words.head_part
  if (/^ky/.test(section.id)) return words.signature_part
  return form.sections.filter((one) => one.id !== 'dau-phieu').length === 1 ? sentence(form.title) : words.content_part
}

/** Escape leaves the field, so that the plain letters are keys again. A list that is open closes first. */
const leave_field = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || !(event.target instanceof HTMLElement)) return
  event.preventDefault()
  event.target.blur()
}

export const EntryPane = ({ section_at, go_section, view, set_view, above, foot }: EntryPaneProps) => {
  const words = use_words()
  const desk = use_desk()
  const body = useRef<HTMLDivElement>(null)
  const { form } = desk
  const section = form.sections[section_at]
  useEffect(() => {
    body.current?.scrollTo({ top: 0 })
  }, [section_at])
  if (!section) return null
  const blocks = plan_section(section, desk)
  const due = due_fields(section, desk).length
  const is_typed = blocks.some((block) => block.kind !== 'known' && block.kind !== 'heading')
  return (
    <section className="entry" aria-label={words.pane_entry} onKeyDown={leave_field}>
      <header className="entry-head">
        <div className="row">
          <SectionPick section_at={section_at} go_section={go_section} />
          <Segments
            label={words.switch_view}
            value={view}
            choose={set_view}
            options={[
              { value: 'quick', label: words.quick },
              { value: 'paper', label: words.on_paper },
            ]}
          />
        </div>
        <p className="small muted">
          {words.section_of(section_at + 1, form.sections.length)}
          {due > 0 && !desk.is_read_only && <b className="amber"> · {words.wants(due)}</b>}
          <span className="keys-hint"> · {words.hints}</span>
        </p>
      </header>
      <div className="entry-above">{above}</div>
      <div className="entry-body" ref={body}>
        {!is_typed && <p className="muted small">{words.nothing_here}</p>}
        {blocks.map((block) => (
          <BlockView key={block.key} block={block} />
        ))}
        {section_at < form.sections.length - 1 && (
          <button type="button" className="next-section" onClick={() => go_section(section_at + 1)}>
            {words.next_section}: {name_of_section(form.sections[section_at + 1] ?? section, form, words)}{' '}
            <Key name="Ctrl+Enter" />
          </button>
        )}
      </div>
      <footer className="entry-foot">{foot}</footer>
    </section>
  )
}

const SectionPick = ({ section_at, go_section }: { section_at: number; go_section: (at: number) => void }) => {
  const words = use_words()
  const desk = use_desk()
  return (
    <select
      className="section-pick"
      aria-label={words.section_of(section_at + 1, desk.form.sections.length)}
      value={section_at}
      onChange={(event) => go_section(Number(event.target.value))}
    >
      {desk.form.sections.map((section, at) => {
        const due = due_fields(section, desk).length
        return (
          <option key={section.id} value={at}>
            {name_of_section(section, desk.form, words)}
            {due > 0 && !desk.is_read_only && at !== section_at ? ` (${words.wants(due)})` : ''}
          </option>
        )
      })}
    </select>
  )
}
