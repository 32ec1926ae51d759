import { createWriteStream, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure, fail } from '../../base/outcome/index.ts'
import { parse_exact } from '../../standards/fhir/index.ts'
import { date_range } from '../../standards/fhir-search/index.ts'
import {
  format_of_name,
  list_views,
  open_view,
  text_parts,
  write_parquet,
  type Format,
  type OpenView,
} from '../../platform/analysis/index.ts'
import { reason_of } from './record-verbs.ts'
import {
  console_caller,
  demand_all,
  demand_facility,
  done,
  Misuse,
  text_options,
  with_store,
  type Desk,
  type Verb,
} from './verb.ts'

async function* counted(parts: OpenView['parts'], count: (rows: number) => void): OpenView['parts'] {
  for await (const rows of parts) {
    count(rows.length)
    yield rows
  }
}

/** The file takes its name when it is whole; what broke off leaves nothing. */
const write_file = async (opened: OpenView, format: Format, out: string): Promise<number> => {
  const path = resolve(out)
  if (format === 'parquet') {
    const dir = mkdtempSync(join(dirname(path), '.benhan-view-'))
    try {
      const rows = await write_parquet(opened.parts, opened.view.columns, dir, basename(path))
      renameSync(join(dir, basename(path)), path)
      return rows
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
  let rows = 0
  const parts = counted(opened.parts, (more) => (rows += more))
  const partial = `${path}.part`
  try {
    await pipeline(
      Readable.from(text_parts(format, parts, opened.view.columns, true)),
      createWriteStream(partial, { mode: 0o600 }),
    )
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
  renameSync(partial, path)
  return rows
}

const definition_of = (name: string): unknown => {
  const own = list_views().find((view) => view.id === name)
  if (own) return own
  try {
    return parse_exact(readFileSync(name, 'utf8'))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'không phải JSON' : 'không đọc được tệp'
    throw fail.value(
      `${name}: ${why}; khung nhìn có sẵn: ${list_views()
        .map((view) => view.id)
        .join(', ')}`,
      'tệp',
    )
  }
}

const since_of = (text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined
  const range = date_range(text)
  if (!range) throw new Misuse('Sau --since là một ngày hoặc thời điểm, ví dụ 2026-11-01')
  return new Date(range.from_ms)
}

const say_views = ({ say }: Desk): void => {
  for (const view of list_views()) say(`  ${view.id.padEnd(12)} ${String(view['description'])}`)
}

export const view_verb: Verb = {
  summary: 'xuất bảng để phân tích (Parquet, CSV, NDJSON, JSON) theo một ViewDefinition',
  usage: [
    'npx benhan view --list',
    'npx benhan view <patients | định-nghĩa.json> --facility 24012 --out bảng.parquet|.csv|.ndjson|.json',
    '    [--patient <mã>] [--since 2026-11-01]',
  ],
  async run(args, desk) {
    if (args.length === 1 && args[0] === '--list') {
      say_views(desk)
      return done
    }
    const { values, rest } = text_options(args, ['facility', 'out', 'patient', 'since'])
    const { facility, out } = demand_all(values, ['facility', 'out'])
    const [name, ...more] = rest
    if (name === undefined || more.length > 0) throw new Misuse('Cần đúng một khung nhìn: tên có sẵn hoặc tệp JSON')
    const format = format_of_name(extname(out).slice(1))
    if (!format) throw new Misuse('Tên tệp sau --out phải có đuôi .parquet, .csv, .ndjson hoặc .json')
    const since = since_of(values.since)
    const rows = await with_store(desk, async (store, database) => {
      await demand_facility(database, facility)
      const definition = definition_of(name)
      const patients = values.patient === undefined ? {} : { patients: [values.patient] }
      const wish = { definition, ...patients, since, detail: `npx benhan view ${args.join(' ')}` }
      const opened = await open_view(store, console_caller(facility), wish)
      return write_file(opened, format, out).catch((error: unknown) => {
        const reason = error instanceof Failure ? '' : reason_of(error)
        throw reason === '' ? error : fail.value(`Không ghi được tệp ${out} (${reason})`, 'out')
      })
    })
    desk.say(`Đã xuất ${rows} dòng ra ${out}.`)
    return done
  },
}
