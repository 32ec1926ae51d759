import { readFileSync, writeFileSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'
import { export_ministry, export_record, import_record } from '../../chart/medical-record/index.ts'
import {
  console_caller,
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_store,
  type Verb,
} from './verb.ts'

/** What the operating system says of a file, in words. */
export const reason_of = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return { ENOENT: 'không có', EACCES: 'không có quyền', EISDIR: 'là thư mục', ENOSPC: 'ổ đĩa đầy' }[code] ?? code
}

const read_text = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw fail.value(`Không đọc được tệp ${file} (${reason_of(error)})`, 'tệp')
  }
}

const write_text = (file: string, text: string): void => {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw fail.value(`Không ghi được tệp ${file} (${reason_of(error)})`, 'out')
  }
}

export const export_verb: Verb = {
  summary: 'xuất một đợt điều trị thành HoSoBenhAn (JSON hoặc XML), hoặc FHIR theo dự thảo của Bộ Y tế',
  usage: [
    'npx benhan export --facility 24012 --encounter <mã đợt điều trị> [--format json|xml] [--out tệp]',
    'npx benhan export --facility 24012 --encounter <mã đợt điều trị> --profile ministry [--out tệp]',
  ],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['facility', 'encounter', 'format', 'profile', 'out'])
    demand_nothing_more(rest)
    const { facility, encounter } = demand_all(values, ['facility', 'encounter'])
    const { format = 'json', profile, out } = values
    if (profile !== undefined && profile !== 'ministry') throw new Misuse(`Không có dạng “${profile}”, chỉ ministry`)
    if (format !== 'json' && format !== 'xml') throw new Misuse(`Không xuất được dạng “${format}”, chỉ json hoặc xml`)
    const text = await with_store(desk, async (store, database) => {
      await demand_facility(database, facility)
      const caller = console_caller(facility)
      if (profile === undefined) return export_record(store, caller, encounter, format)
      const { text: bundle, unmapped } = await export_ministry(store, caller, encounter)
      if (out !== undefined && unmapped.length > 0)
        desk.say(`Dự thảo của Bộ Y tế không có chỗ cho: ${unmapped.join(', ')}.`)
      return bundle
    })
    if (out === undefined) desk.write(text)
    else {
      write_text(out, text)
      desk.say(`Đã xuất đợt điều trị ${encounter} ra ${out}.`)
    }
    return done
  },
}

export const import_verb: Verb = {
  summary: 'nhập một tệp HoSoBenhAn; đợt điều trị đã có thì từ chối, không ghi đè',
  usage: ['npx benhan import --facility 24012 [--leave-unknown true] <tệp>'],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['facility', 'leave-unknown'])
    const { facility } = demand_all(values, ['facility'])
    const wish = { leaves_unknown: values['leave-unknown'] === 'true' }
    const [file, ...more] = rest
    if (!file) throw new Misuse('Thiếu tệp cần nhập')
    demand_nothing_more(more)
    const text = read_text(file)
    const made = await with_store(desk, async (store, database) => {
      await demand_facility(database, facility)
      return import_record(store, console_caller(facility), text, wish)
    })
    desk.say(
      `Đã nhập đợt điều trị ${made.encounter}: ${made.resources} tài nguyên, ${made.documents} tài liệu ký; giữ nguyên ${made.kept} đã có.`,
    )
    if (made.left_out.length > 0) desk.say(`Bỏ các trường lạ: ${made.left_out.join(', ')}.`)
    return done
  },
}
