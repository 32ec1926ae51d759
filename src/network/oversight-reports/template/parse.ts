import type { TemplateFault } from '../contract.ts'

export type Piece = { kind: 'text'; text: string } | { kind: 'figure'; name: string }
export type Line =
  | { kind: 'heading'; level: 1 | 2; pieces: Piece[] }
  | { kind: 'paragraph' | 'item'; pieces: Piece[] }
  | { kind: 'table'; name: string }
/** Lines that stand only when a figure is there and not nought; or the other way round. */
export type Node = { line: Line; when: { figure: string; is_absent: boolean } | null }
export type Parsed = { nodes: Node[]; figures: string[]; tables: string[]; faults: TemplateFault[] }

/** The names a template may use. */
export type Names = { figures: ReadonlySet<string>; tables: ReadonlySet<string> }

const name_of_figure = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/

/** The name that was meant, for a slip of the pen. */
const nearest = (name: string, names: ReadonlySet<string>): string => {
  const bare = (text: string): string => text.replaceAll(/[^a-z0-9]/g, '')
  const found = [...names].find(
    (one) => bare(one) === bare(name) || one.startsWith(`${name}.`) || bare(one).includes(bare(name)),
  )
  return found && bare(name).length > 2 ? `; có phải “${found}”?` : ''
}

type Reader = { names: Names; figures: Set<string>; tables: Set<string>; faults: TemplateFault[] }

const read_figure = (reader: Reader, name: string, line: number): void => {
  reader.figures.add(name)
  if (reader.names.figures.has(name)) return
  const why = name_of_figure.test(name) ? `Không có số liệu tên “${name}”` : `“${name}” không phải là tên số liệu`
  reader.faults.push({ line, word: name, message: `Dòng ${line}: ${why}${nearest(name, reader.names.figures)}` })
}

/** Text with `{{name}}` in it. Braces that do not close are told, so that none is printed. */
export const read_pieces = (reader: Reader, text: string, line: number): Piece[] =>
  text.split(/(\{\{[^{}]*\}\})/).flatMap((part): Piece[] => {
    const name = /^\{\{([^{}]*)\}\}$/.exec(part)?.[1]?.trim()
    if (name !== undefined) {
      read_figure(reader, name, line)
      return [{ kind: 'figure', name }]
    }
    const stray = /\{\{\S*|\S*\}\}|\[\[\S*|\S*\]\]/.exec(part)?.[0]
    if (stray !== undefined)
      reader.faults.push({
        line,
        word: stray,
        message: `Dòng ${line}: “${stray}” mở mà không đóng, hoặc đóng mà không mở`,
      })
    return part === '' ? [] : [{ kind: 'text', text: part }]
  })

const line_of = (reader: Reader, text: string, at: number): Line => {
  const heading = /^(##?)\s+(.*)$/.exec(text)
  if (heading)
    return { kind: 'heading', level: heading[1] === '#' ? 1 : 2, pieces: read_pieces(reader, heading[2] ?? '', at) }
  const item = /^-\s+(.*)$/.exec(text)
  return item
    ? { kind: 'item', pieces: read_pieces(reader, item[1] ?? '', at) }
    : { kind: 'paragraph', pieces: read_pieces(reader, text, at) }
}

const read_table = (reader: Reader, name: string, at: number): Line => {
  reader.tables.add(name)
  if (!reader.names.tables.has(name))
    reader.faults.push({
      ...{ line: at, word: name },
      message: `Dòng ${at}: Không có bảng tên “${name}”${nearest(name, reader.names.tables)}`,
    })
  return { kind: 'table', name }
}

const when_of = (word: string): Node['when'] => {
  const absent = /^nếu\s+không\s+(.+)$/.exec(word)
  if (absent) return { figure: (absent[1] ?? '').trim(), is_absent: true }
  const present = /^nếu\s+(.+)$/.exec(word)
  return present ? { figure: (present[1] ?? '').trim(), is_absent: false } : null
}

/** Reads a template. Nothing of it is ever run: what is not one of the few words is text, or a fault with line and word. */
export const parse_template = (body: string, names: Names): Parsed => {
  const reader: Reader = { names, figures: new Set(), tables: new Set(), faults: [] }
  const nodes: Node[] = []
  let when: Node['when'] = null
  let opened = 0
  const fault = (line: number, word: string, why: string): void =>
    void reader.faults.push({ line, word, message: `Dòng ${line}: ${why}` })
  const directive = (word: string, at: number): void => {
    const table = /^bảng\s+(\S+)$/.exec(word)
    const condition = when_of(word)
    if (table) nodes.push({ line: read_table(reader, table[1] ?? '', at), when })
    else if (condition && when)
      fault(at, word, `“nếu” nằm trong “nếu” mở ở dòng ${opened}; hãy đóng bằng [[hết]] trước`)
    else if (condition) {
      read_figure(reader, condition.figure, at)
      when = condition
      opened = at
    } else if (word !== 'hết') fault(at, word, `Không hiểu “[[${word}]]”; chỉ có bảng, nếu, nếu không, hết`)
    else if (when) when = null
    else fault(at, word, '“[[hết]]” mà không có “[[nếu …]]” trước đó')
  }
  for (const [i, raw] of body.normalize('NFC').split(/\r?\n/).entries()) {
    const text = raw.trim()
    const word = /^\[\[([^[\]]*)\]\]$/.exec(text)?.[1]?.trim()
    if (word !== undefined) directive(word, i + 1)
    else if (text !== '') nodes.push({ line: line_of(reader, text, i + 1), when })
  }
  if (when) fault(opened, 'nếu', '“[[nếu …]]” mở ở đây mà không có [[hết]]')
  return { nodes, figures: [...reader.figures], tables: [...reader.tables], faults: reader.faults }
}

/** A single line of the head. */
export const parse_line = (
  text: string,
  names: Names,
): { pieces: Piece[]; figures: string[]; faults: TemplateFault[] } => {
  const reader: Reader = { names, figures: new Set(), tables: new Set(), faults: [] }
  const pieces = read_pieces(reader, text, 0)
  const faults = reader.faults.map((one) => ({ ...one, message: one.message.replace(/^Dòng 0/, 'Trích yếu') }))
  return { pieces, figures: [...reader.figures], faults }
}
