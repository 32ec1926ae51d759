/** What the hand does on a figure, in figure units: thinning a stroke, finding what lies under the eraser. */
import type { Drawing, Mark } from '../../drawing.ts'
import type { Figure, Region } from '../../figure.ts'

const distance_to_line = (x: number, y: number, [x1, y1, x2, y2]: [number, number, number, number]): number => {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}

const at = (points: number[], i: number): [number, number] => [points[i * 2] ?? 0, points[i * 2 + 1] ?? 0]

/** Ramer–Douglas–Peucker: the fewest of the hand's own points that stay within `tolerance` of its way. */
export const thin = (points: number[], tolerance = 0.8): number[] => {
  const last = points.length / 2 - 1
  const kept = new Set([0, last])
  const pieces: [number, number][] = [[0, last]]
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const [from, to] = piece
    let far = { i: 0, distance: tolerance }
    for (let i = from + 1; i < to; i++) {
      const distance = distance_to_line(...at(points, i), [...at(points, from), ...at(points, to)])
      if (distance > far.distance) far = { i, distance }
    }
    if (far.i === 0) continue
    kept.add(far.i)
    pieces.push([from, far.i], [far.i, to])
  }
  return [...kept].sort((one, other) => one - other).flatMap((i) => at(points, i))
}

const is_near = (points: number[], x: number, y: number, reach: number): boolean => {
  const count = points.length / 2
  for (let i = 0; i < Math.max(1, count - 1); i++)
    if (distance_to_line(x, y, [...at(points, i), ...at(points, Math.min(i + 1, count - 1))]) <= reach) return true
  return false
}

/** The drawing without the strokes and marks under the eraser; the same object when nothing lay there. */
export const erase_at = (drawing: Drawing, x: number, y: number, reach: number): Drawing => {
  const strokes = drawing.strokes.filter(({ points }) => !is_near(points, x, y, reach))
  const marks = drawing.marks.filter((mark) => Math.hypot(mark.at[0] - x, mark.at[1] - y) > reach)
  const same = strokes.length === drawing.strokes.length && marks.length === drawing.marks.length
  return same ? drawing : { ...drawing, strokes, marks }
}

const reach_of_region = 14

/** A mark set by hand takes the name of the place it touches, if it touches one. */
export const mark_at = (figure: Figure, x: number, y: number): Mark => {
  const nearest = figure.regions
    .map((region) => ({ region, distance: Math.hypot(region.at[0] - x, region.at[1] - y) }))
    .sort((one, other) => one.distance - other.distance)[0]
  const region = nearest && nearest.distance <= reach_of_region ? { region: nearest.region.name } : {}
  return { at: [x, y], ...region, text: '' }
}

/** A mark set from the keyboard stands in its region, a little aside when one stands there already. */
export const mark_in = (region: Region, figure: Figure, marks: Mark[], text: string): Mark => {
  const [x, y] = region.at.map(Math.round) as [number, number]
  const others = marks.filter((mark) => mark.region === region.name).length
  return { at: [Math.min(figure.width, x + others * 12), y], region: region.name, text }
}
