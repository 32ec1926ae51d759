import { closeSync, createReadStream, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { fail } from '../../base/outcome/index.ts'
import { create_audit_log } from '../../platform/audit/index.ts'
import { open_taker, run_import, type Imported, type Refusal, type Tally } from '../../platform/bulk/index.ts'
import { operation_outcome } from '../../platform/http/index.ts'
import { reason_of } from './record-verbs.ts'
import {
  console_caller,
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  refused,
  text_options,
  with_store,
  type Desk,
  type Verb,
} from './verb.ts'

/** Made by the system itself, or kept elsewhere; a Subscription is checked by the server that serves it. */
const closed = ['AuditEvent', 'Questionnaire', 'ViewDefinition', 'Subscription']
const refusals_said_max = 20
const say_every_ms = 5_000

/** Patients first, stays next: what refers to them need not wait for the end. */
const rank = (path: string): number => {
  const place = ['patient', 'encounter'].findIndex((word) => basename(path).toLowerCase().includes(word))
  return place < 0 ? 2 : place
}

const find_files = (path: string): string[] => {
  try {
    if (!statSync(path).isDirectory()) return [path]
    const files = readdirSync(path)
      .filter((name) => /\.ndjson(\.gz)?$/.test(name))
      .sort()
      .map((name) => join(path, name))
    if (files.length === 0) throw fail.value(`Trong ${path} không có tệp .ndjson hay .ndjson.gz`, 'tệp')
    return files.sort((a, b) => rank(a) - rank(b))
  } catch (error) {
    const reason = reason_of(error)
    throw reason === '' ? error : fail.value(`Không đọc được ${path} (${reason})`, 'tệp')
  }
}

const count_ends = (bytes: Uint8Array): number => {
  let found = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) found += 1
  return found
}

const line_end = Buffer.from('\n')
type Begun = { file: string; first_line: number }

/** Files one after the other as one stream; `begun` says at which line of it each begins. */
async function* joined(files: string[], begun: Begun[]): AsyncGenerator<Uint8Array> {
  let line = 1
  for (const file of files) {
    begun.push({ file, first_line: line })
    const bytes = createReadStream(file)
    let is_open = false
    const source = file.endsWith('.gz') ? bytes.compose(createGunzip()) : bytes
    for await (const part of source as AsyncIterable<Buffer>) {
      line += count_ends(part)
      is_open = part.at(-1) !== 10
      yield part
    }
    if (!is_open) continue
    line += 1
    yield line_end
  }
}

/** A refused line by its file, and its number there. */
const place_of = (begun: Begun[], line: number): string => {
  const at = begun.findLast((one) => one.first_line <= line)
  return at === undefined ? String(line) : `${basename(at.file)}:${line - at.first_line + 1}`
}

/** Says the first refusals; where a file is named, all of them go there, each an OperationOutcome. */
const open_report = (desk: Desk, begun: Begun[], out: string | undefined) => {
  const file = out === undefined ? undefined : openSync(out, 'w', 0o600)
  let count = 0
  return {
    put(refusals: Refusal[]): void {
      for (const { line, ref, issues } of refusals) {
        const place = [place_of(begun, line), ref].filter(Boolean).join(' ')
        const named = issues.map((issue) => ({ ...issue, message: `${place}: ${issue.message}` }))
        if (count < refusals_said_max) for (const { message } of named) desk.say(message)
        count += 1
        if (file !== undefined) writeSync(file, `${JSON.stringify(operation_outcome(named))}\n`)
      }
    },
    close(): void {
      if (file !== undefined) closeSync(file)
    },
  }
}

const say_progress = ({ say }: Desk): ((tally: Tally) => void) => {
  let said_ms = Date.now()
  return (tally) => {
    if (Date.now() - said_ms < say_every_ms) return
    said_ms = Date.now()
    say(`đã xét ${sum(tally)} tài nguyên`)
  }
}

const sum = (tally: Tally): number =>
  Object.values(tally).reduce((all, { created, updated, unchanged }) => all + created + updated + unchanged, 0)

const say_end = ({ say }: Desk, { tally, refused: count }: Imported): void => {
  for (const [type, { created, updated, unchanged }] of Object.entries(tally))
    say(`  ${type}: ${created} mới, ${updated} đổi, ${unchanged} giữ nguyên`)
  say(`Đã nhập ${sum(tally)} tài nguyên, từ chối ${count} dòng.`)
}

export const bulk_import_verb: Verb = {
  summary: 'nhập tài nguyên FHIR từ tệp ndjson, hoặc mọi tệp .ndjson(.gz) của một thư mục',
  usage: ['npx benhan bulk-import --facility 24012 <tệp | thư mục> [--refused dòng-bị-từ-chối.ndjson]'],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['facility', 'refused'])
    const { facility } = demand_all(values, ['facility'])
    const [path, ...more] = rest
    if (path === undefined) throw new Misuse('Thiếu tệp hay thư mục cần nhập')
    demand_nothing_more(more)
    const imported = await with_store(desk, async (store, database) => {
      await demand_facility(database, facility)
      const files = find_files(path)
      const begun: Begun[] = []
      const report = open_report(desk, begun, values.refused)
      const parts = { store, audit: create_audit_log(database), caller: console_caller(facility), open_taker }
      return run_import(
        {
          ...{ ...parts, database_url: desk.url, closed, guarded: [] },
          ...{ on_refused: (refusals) => report.put(refusals), on_progress: say_progress(desk) },
        },
        joined(files, begun),
      ).finally(() => report.close())
    })
    say_end(desk, imported)
    return imported.refused === 0 ? done : refused
  },
}
