/**
 * What two lists have in common, in order (E. W. Myers, “An O(ND) Difference Algorithm and Its Variations”, 1986): for
 * the rows of a table and the words of a text.
 */
export type Step =
  { kind: 'same'; old: number; new: number } | { kind: 'gone'; old: number } | { kind: 'new'; new: number }

/** With more changes than this the two have nothing to do with each other, and the search would only take time. */
const changes_max = 1_500

/** On each diagonal k = x − y, how far the first k-1, k, k+1 … steps have come; -d-1 … d+1 of it as step d found it. */
type Reach = Int32Array

const at = (reach: Reach, k: number, middle: number): number => reach[k + middle] ?? 0

/** Down (a new one) from the diagonal above, or right (a gone one) from the diagonal below: whichever has come further. */
const comes_down = (reach: Reach, k: number, d: number, middle: number): boolean =>
  k === -d || (k !== d && at(reach, k - 1, middle) < at(reach, k + 1, middle))

const walk_back = (trace: Reach[], end: { x: number; y: number }): Step[] => {
  const steps: Step[] = []
  let { x, y } = end
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const reach = trace[d] ?? new Int32Array()
    const k = x - y
    const is_down = comes_down(reach, k, d, d + 1)
    const from_x = d === 0 ? 0 : at(reach, is_down ? k + 1 : k - 1, d + 1)
    const from_y = d === 0 ? 0 : from_x - (is_down ? k + 1 : k - 1)
    for (; x > from_x && y > from_y; x -= 1, y -= 1) steps.push({ kind: 'same', old: x - 1, new: y - 1 })
    if (d > 0) steps.push(is_down ? { kind: 'new', new: from_y } : { kind: 'gone', old: from_x })
    x = from_x
    y = from_y
  }
  return steps.reverse()
}

const shortest = (old: string[], fresh: string[]): Step[] | undefined => {
  const max = Math.min(old.length + fresh.length, changes_max)
  const middle = max + 1
  const reach = new Int32Array(2 * max + 3)
  const trace: Reach[] = []
  for (let d = 0; d <= max; d += 1) {
    trace.push(reach.slice(middle - d - 1, middle + d + 2))
    for (let k = -d; k <= d; k += 2) {
      let x = comes_down(reach, k, d, middle) ? at(reach, k + 1, middle) : at(reach, k - 1, middle) + 1
      while (x < old.length && x - k < fresh.length && old[x] === fresh[x - k]) x += 1
      reach[k + middle] = x
      if (x >= old.length && x - k >= fresh.length) return walk_back(trace, { x: old.length, y: fresh.length })
    }
  }
  return undefined
}

const shared_length = (old: string[], fresh: string[]): number => {
  let length = 0
  while (length < old.length && length < fresh.length && old[length] === fresh[length]) length += 1
  return length
}

/** The fewest goings and comings that lead from one list to the other, in reading order. */
export const align = (old: string[], fresh: string[]): Step[] => {
  const head = shared_length(old, fresh)
  const tail = shared_length(old.slice(head).reverse(), fresh.slice(head).reverse())
  const [old_middle, new_middle] = [old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)]
  const middle: Step[] = shortest(old_middle, new_middle) ?? [
    ...old_middle.map((_, i): Step => ({ kind: 'gone', old: i })),
    ...new_middle.map((_, i): Step => ({ kind: 'new', new: i })),
  ]
  const same = (length: number, from_old: number, from_new: number): Step[] =>
    Array.from({ length }, (_, i): Step => ({ kind: 'same', old: from_old + i, new: from_new + i }))
  const moved = middle.map((step): Step => {
    if (step.kind === 'same') return { kind: 'same', old: step.old + head, new: step.new + head }
    return step.kind === 'gone' ? { kind: 'gone', old: step.old + head } : { kind: 'new', new: step.new + head }
  })
  return [...same(head, 0, 0), ...moved, ...same(tail, old.length - tail, fresh.length - tail)]
}
