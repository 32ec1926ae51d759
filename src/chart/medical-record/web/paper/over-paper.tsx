import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button, use_keys } from '../../../../base/ui/index.ts'
import { is_field } from '../../form-definition.ts'
import { BlockView } from '../entry/any-field.tsx'
import { focus_item, use_desk } from '../entry/desk.tsx'
import { plan_section, section_of } from '../entry/plan-section.ts'
import { use_words } from '../words.ts'
import { find_region } from './paper-page.tsx'

type OverPaperProps = { item: string; cell: string | undefined; go: (item: string) => void; close: () => void }

/** "Trên giấy": the field clicked on the paper, typed right there. */
export const OverPaper = ({ item, cell, go, close }: OverPaperProps) => {
  const words = use_words()
  const desk = use_desk()
  const box = useRef<HTMLDivElement>(null)
  const [place, set_place] = useState({ top: 0, left: 0 })
  const section = desk.form.sections[section_of(desk.form, item)]
  const blocks = section ? plan_section(section, desk) : []
  const block = blocks.find((one) => holds(one, item))
  const order = section ? section.items.filter(is_field).filter((field) => !desk.is_known(field)) : []
  const next = order[order.findIndex((field) => field.id === item) + 1]

  useLayoutEffect(() => {
    const pages = box.current?.parentElement
    const region = pages && find_region(pages, item)?.getBoundingClientRect()
    if (!pages || !region) return
    const origin = pages.getBoundingClientRect()
    const width = box.current?.offsetWidth ?? 0
    const left = Math.min(Math.max(12, region.left - origin.left), origin.width - width - 12)
    set_place({ top: region.bottom - origin.top + 4, left })
  }, [item])
  useEffect(() => focus_item(item, cell), [item, cell])
  use_keys('', [
    { key: 'Escape', label: '', run: close, hidden: true },
    { key: 'Ctrl+Enter', label: '', run: () => (next ? go(next.id) : close()), hidden: true },
  ])
  if (!block) return null
  const only = block.kind === 'vitals' || block.kind === 'ticks' ? narrow(block, item) : block
  return (
    <div ref={box} className="over-paper fade-in" style={place}>
      <BlockView block={only} />
      <div className="over-foot">
        <Button look="quiet" shortcut="Escape" onClick={close}>
          OK
        </Button>
        {next && (
          <Button look="quiet" shortcut="Ctrl+Enter" onClick={() => go(next.id)}>
            {next.label || words.next_section}
          </Button>
        )}
      </div>
    </div>
  )
}

type Block = ReturnType<typeof plan_section>[number]

const holds = (block: Block, item: string): boolean => {
  if (block.kind === 'heading') return false
  if (block.kind === 'coded') return block.text.id === item || block.code.id === item
  return block.kind === 'field' ? block.field.id === item : block.fields.some((field) => field.id === item)
}

const narrow = (block: Extract<Block, { kind: 'vitals' | 'ticks' }>, item: string): Block =>
  block.kind === 'vitals' ? block : { ...block, fields: block.fields.filter((field) => field.id === item) }
