import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Button, Segments } from '../../../../base/ui/index.ts'
import { empty_drawing, inks, is_blank, read_drawing, say_mark, write_drawing } from '../../drawing.ts'
import type { Drawing, Ink } from '../../drawing.ts'
import type { Figure } from '../../figure.ts'
import type { DrawingItem } from '../../form-definition.ts'
import { use_drawing_words } from '../words/drawing.ts'
import { use_desk } from './desk.tsx'
import { DrawingCanvas } from './drawing-canvas.tsx'
import type { Tool } from './drawing-canvas.tsx'
import { DrawingMarks } from './drawing-marks.tsx'
import './drawing-field.css'
import { FieldFrame } from './field-frame.tsx'

const undo_max = 200

/** A sketch on a figure. Closed it is a picture, so that a finger scrolls past it; open it takes pen, mouse and finger. */
export const DrawingField = ({ field }: { field: DrawingItem }) => {
  const words = use_drawing_words()
  const desk = use_desk()
  const [is_open, set_open] = useState(false)
  const [hand, set_hand] = useState<{ tool: Tool; ink: Ink }>({ tool: 'pen', ink: 'red' })
  const [wanted, set_wanted] = useState('')
  const [is_full, set_full] = useState(false)
  const before = useRef<string[]>([])
  const retyped = useRef<number>(undefined)
  const frame = useRef<HTMLDivElement>(null)
  const text = String(desk.answers[field.id] ?? '')
  const { figure, drawing } = shown(field, text, wanted)

  /** @param mark whose words are being typed: letter after letter is one step back, not many */
  const change = (next: Drawing, mark?: number) => {
    const written = write_drawing(next)
    const fits = written === '' || 'drawing' in read_drawing(field.figures, written)
    set_full(!fits)
    if (!fits || written === text) return
    if (mark === undefined || mark !== retyped.current) before.current = [...before.current, text].slice(-undo_max)
    retyped.current = mark
    desk.change(field.id, written || null)
  }
  const undo = () => {
    const last = before.current.pop()
    set_full(false)
    retyped.current = undefined
    if (last !== undefined) desk.change(field.id, last || null)
  }
  const on_key = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'z' || !event.ctrlKey || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    undo()
  }
  const to_words = (number: number) =>
    window.requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-mark="${number}"]`)?.focus())
  const label = words.described(figure.title, drawing.strokes.length, drawing.marks.map(say_mark).join('; '))
  const draws = is_open && !desk.is_read_only
  return (
    <FieldFrame
      field={field}
      is_group
      aside={draws ? words.hints[hand.tool] : undefined}
      hint={is_full ? words.full : undefined}
      tone={is_full ? 'bad' : undefined}
    >
      {() => (
        <div ref={frame} className="drawing" onKeyDown={on_key}>
          {draws && <Toolbar hand={hand} choose={set_hand} />}
          <DrawingCanvas
            figure={figure}
            drawing={drawing}
            label={label}
            hand={draws ? hand : undefined}
            change={change}
            marked={to_words}
          />
          {!desk.is_read_only && (
            <div className="drawing-acts">
              <Button aria-expanded={is_open} onClick={() => set_open(!is_open)}>
                {is_open ? words.done : words.draw}
              </Button>
              <Button look="quiet" disabled={before.current.length === 0} onClick={undo}>
                {words.undo}
              </Button>
              {!is_blank(drawing) && (
                <Button look="quiet" onClick={() => change(empty_drawing(figure.id))}>
                  {words.clear}
                </Button>
              )}
              {field.figures.length > 1 && is_blank(drawing) && (
                <FigurePick figures={field.figures} figure={figure} choose={set_wanted} />
              )}
            </div>
          )}
          <DrawingMarks figure={figure} drawing={drawing} is_read_only={desk.is_read_only} change={change} />
        </div>
      )}
    </FieldFrame>
  )
}

/** What is drawn, on its figure; before the first stroke the figure that was chosen, or the form's first. */
const shown = (field: DrawingItem, text: string, wanted: string): { figure: Figure; drawing: Drawing } => {
  const read = text === '' ? undefined : read_drawing(field.figures, text)
  if (read && 'drawing' in read) return read
  const figure = field.figures.find((one) => one.id === wanted) ?? field.figures[0]
  if (!figure) throw new Error(`drawing ${field.id} without a figure`)
  return { figure, drawing: empty_drawing(figure.id) }
}

type Hand = { tool: Tool; ink: Ink }

const Toolbar = ({ hand, choose }: { hand: Hand; choose: (hand: Hand) => void }) => {
  const words = use_drawing_words()
  return (
    <div className="drawing-tools">
      <Segments
        label={words.tool}
        value={hand.tool}
        choose={(tool) => choose({ ...hand, tool })}
        options={[
          { value: 'pen', label: words.pen },
          { value: 'mark', label: words.mark },
          { value: 'eraser', label: words.eraser },
        ]}
      />
      {hand.tool === 'pen' && (
        <div className="inks" role="group" aria-label={words.ink}>
          {inks.map((ink) => (
            <button
              key={ink}
              type="button"
              className={`ink ${ink}`}
              aria-label={words.inks[ink]}
              title={words.inks[ink]}
              aria-pressed={hand.ink === ink}
              onClick={() => choose({ ...hand, ink })}
            />
          ))}
        </div>
      )}
    </div>
  )
}

type FigurePickProps = { figures: Figure[]; figure: Figure; choose: (id: string) => void }

const FigurePick = ({ figures, figure, choose }: FigurePickProps) => {
  const words = use_drawing_words()
  return (
    <select
      className="box"
      aria-label={words.figure}
      value={figure.id}
      onChange={(event) => choose(event.target.value)}
    >
      {figures.map((one) => (
        <option key={one.id} value={one.id}>
          {one.title}
        </option>
      ))}
    </select>
  )
}
