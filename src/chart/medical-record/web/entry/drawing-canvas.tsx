import { useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import type { Drawing, Ink, Mark, Stroke } from '../../drawing.ts'
import type { Figure, Shape } from '../../figure.ts'
import { erase_at, mark_at, thin } from './drawn-lines.ts'

export type Tool = 'pen' | 'mark' | 'eraser'

type CanvasProps = {
  figure: Figure
  drawing: Drawing
  /** What the screen reader says of it. */
  label: string
  /** Absent: a picture to look at. */
  hand: { tool: Tool; ink: Ink } | undefined
  change: (drawing: Drawing) => void
  /** A mark was just set: its words come next. */
  marked: (number: number) => void
}

const eraser_reach = 7

/** The figure and what is drawn on it. Every element is made here from numbers; no drawing is ever parsed or injected. */
export const DrawingCanvas = ({ figure, drawing, label, hand, change, marked }: CanvasProps) => {
  const svg = useRef<SVGSVGElement>(null)
  const [going, set_going] = useState<number[]>()
  const erasing = useRef<Drawing>(undefined)

  const place = (event: PointerEvent): [number, number] => {
    const box = svg.current?.getBoundingClientRect() ?? new DOMRect()
    const fit = (part: number, size: number) => Math.min(size, Math.max(0, Math.round(part * size)))
    return [
      fit((event.clientX - box.left) / box.width, figure.width),
      fit((event.clientY - box.top) / box.height, figure.height),
    ]
  }
  const erase = (event: PointerEvent) => {
    const before = erasing.current ?? drawing
    const after = erase_at(before, ...place(event), eraser_reach)
    erasing.current = after
    if (after !== before) change(after)
  }
  const down = (event: PointerEvent<SVGSVGElement>) => {
    if (!hand || event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    if (hand.tool === 'pen') return set_going(place(event))
    if (hand.tool === 'eraser') return erase(event)
    change({ ...drawing, marks: [...drawing.marks, mark_at(figure, ...place(event))] })
    marked(drawing.marks.length + 1)
  }
  const move = (event: PointerEvent<SVGSVGElement>) => {
    if (going) set_going([...going, ...place(event)])
    else if (erasing.current) erase(event)
  }
  const up = () => {
    erasing.current = undefined
    if (!going || !hand) return
    set_going(undefined)
    change({ ...drawing, strokes: [...drawing.strokes, { ink: hand.ink, points: thin(going) }] })
  }
  return (
    <svg
      ref={svg}
      className="drawing-canvas"
      data-tool={hand?.tool}
      viewBox={`0 0 ${figure.width} ${figure.height}`}
      role="img"
      aria-label={label}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={up}
    >
      {figure.shapes.map((shape, i) => (
        <Outline key={i} shape={shape} />
      ))}
      {drawing.strokes.map((stroke, i) => (
        <StrokeLine key={i} stroke={stroke} />
      ))}
      {going && hand && <StrokeLine stroke={{ ink: hand.ink, points: going }} />}
      {drawing.marks.map((mark, i) => (
        <MarkDisc key={i} mark={mark} number={i + 1} />
      ))}
    </svg>
  )
}

const curve_path = (points: number[]): string => `M${points.slice(0, 2).join(' ')}C${points.slice(2).join(' ')}`
const line_path = (points: number[]): string => `M${points.slice(0, 2).join(' ')}L${points.slice(2).join(' ')}`

const Outline = ({ shape }: { shape: Shape }) => {
  if ('text' in shape)
    return (
      <text x={shape.at[0]} y={shape.at[1]} fontSize={shape.size ?? 12}>
        {shape.text}
      </text>
    )
  const ink = { className: shape.dash ? 'outline dash' : 'outline', strokeWidth: shape.width ?? 1 }
  if ('circle' in shape) return <circle {...ink} cx={shape.circle[0]} cy={shape.circle[1]} r={shape.circle[2]} />
  if ('ellipse' in shape) {
    const [cx, cy, rx, ry] = shape.ellipse
    return <ellipse {...ink} {...{ cx, cy, rx, ry }} />
  }
  const path = 'line' in shape ? line_path(shape.line) : curve_path(shape.curve)
  return <path {...ink} d={shape.close ? `${path}Z` : path} />
}

/** A touch without a way is a dot. */
const StrokeLine = ({ stroke: { ink, points } }: { stroke: Stroke }) => (
  <path
    className={`stroke ${ink}`}
    d={points.length > 2 ? line_path(points) : `M${points[0] ?? 0} ${points[1] ?? 0}h0.1`}
  />
)

const MarkDisc = ({ mark, number }: { mark: Mark; number: number }) => (
  <g className="mark">
    <circle cx={mark.at[0]} cy={mark.at[1]} r={7} />
    <text x={mark.at[0]} y={mark.at[1] + 3.5} fontSize={10}>
      {number}
    </text>
  </g>
)
