const beds_at_once_max = 60

/** "G01–G06" → six names; digits keep their width. */
const expand = (part: string): string[] => {
  const match = /^(.*?)(\d+)\s*[-–]\s*(.*?)(\d+)$/.exec(part)
  if (!match) return [part]
  const [, head = '', from = '', other_head = '', to = ''] = match
  const [first, last] = [Number(from), Number(to)]
  if ((other_head !== '' && other_head !== head) || last < first || last - first >= beds_at_once_max) return [part]
  return Array.from({ length: last - first + 1 }, (_, i) => head + String(first + i).padStart(from.length, '0'))
}

/** What was typed into the one field for several beds: commas part them, a dash spans them. */
export const read_bed_names = (typed: string): string[] =>
  typed
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap(expand)
