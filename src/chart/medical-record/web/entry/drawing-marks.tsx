import { useState } from 'react'
import { Button } from '../../../../base/ui/index.ts'
import { drawing_limits, type Drawing, type Mark } from '../../drawing.ts'
import type { Figure } from '../../figure.ts'
import { use_drawing_words } from '../words/drawing.ts'
import { mark_in } from './drawn-lines.ts'

type MarksProps = {
  figure: Figure
  drawing: Drawing
  is_read_only: boolean
  /** `mark` names the one whose words are being typed. */
  change: (drawing: Drawing, mark?: number) => void
}

/** The marks in words, and a way to set one without pointing: a named place and what is there. */
export const DrawingMarks = ({ figure, drawing, is_read_only, change }: MarksProps) => {
  const words = use_drawing_words()
  const { marks } = drawing
  const put = (at: number, mark: Mark) =>
    change({ ...drawing, marks: marks.map((one, i) => (i === at ? mark : one)) }, at)
  return (
    <>
      {marks.length > 0 && (
        <ol className="drawing-marks">
          {marks.map((mark, i) => (
            <li key={i}>
              <b aria-hidden="true">{i + 1}</b>
              <span className="muted">{mark.region ?? words.no_region}</span>
              {is_read_only ? (
                <span>{mark.text}</span>
              ) : (
                <>
                  <input
                    className="box"
                    data-mark={i + 1}
                    aria-label={words.text_of_mark(i + 1)}
                    placeholder={words.finding}
                    maxLength={drawing_limits.text_length}
                    value={mark.text}
                    autoComplete="off"
                    onChange={(event) => put(i, { ...mark, text: event.target.value })}
                  />
                  <Button
                    look="quiet"
                    aria-label={words.drop_mark(i + 1)}
                    onClick={() => change({ ...drawing, marks: marks.filter((_, at) => at !== i) })}
                  >
                    ×
                  </Button>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {!is_read_only && marks.length < drawing_limits.marks && (
        <NewMark figure={figure} marks={marks} add={(mark) => change({ ...drawing, marks: [...marks, mark] })} />
      )}
    </>
  )
}

type NewMarkProps = { figure: Figure; marks: Mark[]; add: (mark: Mark) => void }

const NewMark = ({ figure, marks, add }: NewMarkProps) => {
  const words = use_drawing_words()
  const [place, set_place] = useState('')
  const [text, set_text] = useState('')
  const region = figure.regions.find((one) => one.name === place)
  const take = () => {
    if (!region) return
    add(mark_in(region, figure, marks, text.trim()))
    set_place('')
    set_text('')
  }
  return (
    <div className="new-mark">
      <select
        className="box"
        aria-label={words.region}
        value={place}
        onChange={(event) => set_place(event.target.value)}
      >
        <option value="">{words.region}…</option>
        {figure.regions.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <input
        className="box"
        aria-label={words.finding}
        placeholder={words.finding}
        maxLength={drawing_limits.text_length}
        value={text}
        autoComplete="off"
        onChange={(event) => set_text(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && take()}
      />
      <Button disabled={!region} onClick={take}>
        {words.add_mark}
      </Button>
    </div>
  )
}
