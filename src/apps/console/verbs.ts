import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { export_record, import_record } from '../../chart/medical-record/index.ts'
import {
  list_facilities,
  make_password,
  put_account,
  put_client,
  put_facility,
  roles,
} from '../../platform/access/index.ts'
import { create_audit_log, verify_chain, type Caller } from '../../platform/audit/index.ts'
import { migrate, open_database, type Database } from '../../platform/database/index.ts'
import { create_store, new_id } from '../../platform/records/index.ts'
import { ensure_certificate } from '../../platform/signing/index.ts'
import { catalog_import_command, catalog_import_usage, seed_starter } from '../../platform/terminology/index.ts'

/** A verb prints its lines and returns an exit code that tells the truth. */
export type Verb = { summary: string; usage: string[]; run(args: string[], url: string): Promise<number> }

const say = (text: string): void => console.log(text)

const with_database = async <T>(
  url: string,
  work: (database: Database) => Promise<T>,
  role = 'benhan_app',
): Promise<T> => {
  const database = open_database(url, { role, connections_max: 3 })
  return work(database).finally(() => database.close())
}

const console_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'console', name: 'Bảng lệnh', role: 'system', kind: 'system' },
  purpose: 'HOPERAT',
  address: '',
  request_id: 'console',
})

const text_options = <Name extends string>(
  args: string[],
  names: readonly Name[],
): { values: Partial<Record<Name, string>>; rest: string[] } => {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  return { values: values as Partial<Record<Name, string>>, rest: positionals }
}

export const migrate_verb: Verb = {
  summary: 'nâng cấp cơ sở dữ liệu và nạp danh mục khởi đầu',
  usage: ['npx benhan migrate'],
  async run(_args, url) {
    const applied = await migrate(url)
    await with_database(url, (database) => database.in_site((sql) => seed_starter(sql)), 'benhan_catalog')
    say(applied.length > 0 ? `Đã chạy: ${applied.join(', ')}` : 'Cơ sở dữ liệu đã ở bản mới nhất.')
    return 0
  },
}

export const catalog_verb: Verb = {
  summary: 'nhập danh mục của Bộ Y tế (CSV, XLSX): dòng sai được liệt kê, không nhập dở dang',
  usage: catalog_import_usage,
  async run(args, url) {
    if (args[0] !== 'import') {
      catalog_import_usage.forEach(say)
      return 2
    }
    const result = await with_database(
      url,
      (database) => database.in_site((sql) => catalog_import_command(args.slice(1), sql)),
      'benhan_catalog',
    )
    result.lines.forEach(say)
    return result.exit_code
  },
}

export const export_verb: Verb = {
  summary: 'xuất một đợt điều trị thành HoSoBenhAn (JSON hoặc XML)',
  usage: ['npx benhan export --facility 24012 --encounter <mã đợt điều trị> [--format json|xml] [--out tệp]'],
  async run(args, url) {
    const { values } = text_options(args, ['facility', 'encounter', 'format', 'out'] as const)
    const { facility, encounter, format = 'json', out } = values
    if (!facility || !encounter || (format !== 'json' && format !== 'xml')) return usage_of(this)
    const text = await with_database(url, (database) =>
      export_record(create_store(database, create_audit_log(database)), console_caller(facility), encounter, format),
    )
    if (out) writeFileSync(out, text)
    else process.stdout.write(text)
    return 0
  },
}

export const import_verb: Verb = {
  summary: 'nhập một tệp HoSoBenhAn; đợt điều trị đã có thì từ chối, không ghi đè',
  usage: ['npx benhan import --facility 24012 <tệp>'],
  async run(args, url) {
    const { values, rest } = text_options(args, ['facility'] as const)
    const [file] = rest
    const { facility } = values
    if (!facility || !file) return usage_of(this)
    const done = await with_database(url, (database) =>
      import_record(
        create_store(database, create_audit_log(database)),
        console_caller(facility),
        readFileSync(file, 'utf8'),
      ),
    )
    say(
      `Đã nhập đợt điều trị ${done.encounter}: ${done.resources} tài nguyên, ${done.documents} tài liệu ký; giữ nguyên ${done.kept} đã có.`,
    )
    return 0
  },
}

export const verify_verb: Verb = {
  summary: 'kiểm tra chuỗi nhật ký của từng cơ sở',
  usage: ['npx benhan verify'],
  async run(_args, url) {
    const verdicts = await with_database(url, async (database) => {
      const facilities = await database.in_site(list_facilities)
      return Promise.all(
        facilities.map(async ({ code, name }) => ({ code, name, ...(await verify_chain(database, code)) })),
      )
    })
    for (const { code, name, intact, sealed_lines, broken_at } of verdicts)
      say(
        `${code} ${name}: ${intact ? `nguyên vẹn, ${sealed_lines} dòng đã niêm` : `ĐÃ BỊ SỬA trong khoảng dòng ${broken_at?.first_id}–${broken_at?.last_id}`}`,
      )
    return verdicts.every(({ intact }) => intact) ? 0 : 1
  },
}

export const facility_verb: Verb = {
  summary: 'thêm hoặc đổi tên một cơ sở của máy chủ này',
  usage: ['npx benhan facility --code 24012 --name "Bệnh viện …" --authority "Sở Y tế …" [--kind hospital|station]'],
  async run(args, url) {
    const {
      code,
      name,
      authority = '',
      kind = 'hospital',
    } = text_options(args, ['code', 'name', 'authority', 'kind'] as const).values
    if (!code || !/^[0-9A-Z]{5}$/.test(code) || !name || (kind !== 'hospital' && kind !== 'station'))
      return usage_of(this)
    await with_database(url, (database) =>
      database.in_site((sql) => put_facility(sql, { code, name, authority, kind })),
    )
    say(`Đã ghi cơ sở ${code}.`)
    return 0
  },
}

export const account_verb: Verb = {
  summary: 'tạo tài khoản; mật khẩu được in ra một lần',
  usage: [`npx benhan account --facility 24012 --username bs.an --name "BS. …" --role ${roles.join('|')}`],
  async run(args, url) {
    const {
      facility,
      username,
      name,
      role,
      title = '',
    } = text_options(args, ['facility', 'username', 'name', 'role', 'title'] as const).values
    if (!facility || !username || !name || !role || !roles.includes(role) || role === 'system') return usage_of(this)
    const password = make_password()
    await with_database(url, async (database) => {
      const practitioner = new_id()
      const words = name.split(' ')
      await create_store(database, create_audit_log(database)).unit(console_caller(facility), (unit) =>
        unit.create({
          resourceType: 'Practitioner',
          id: practitioner,
          active: true,
          name: [{ text: name, family: words[0] ?? '', given: words.slice(1) }],
        }),
      )
      await database.in_site(async (sql) => {
        await put_account(sql, {
          id: practitioner,
          facility,
          username,
          name,
          title,
          role,
          practitioner,
          department: null,
          password,
        })
        await ensure_certificate(sql, { id: practitioner, name, title, organization: facility })
      })
    })
    say(`Tài khoản ${username}, mật khẩu: ${password}`)
    return 0
  },
}

export const client_verb: Verb = {
  summary: 'tạo mã truy cập FHIR cho một hệ thống (khoa, buồng, giường nhập qua /fhir); mã bí mật được in ra một lần',
  usage: ['npx benhan client --facility 24012 --id his-noi-bo --name "HIS nội bộ"'],
  async run(args, url) {
    const { facility, id, name = '' } = text_options(args, ['facility', 'id', 'name'] as const).values
    if (!facility || !id) return usage_of(this)
    const secret = randomBytes(24).toString('base64url')
    await with_database(url, (database) =>
      put_client(database, { client_id: id, facility, name, scope: 'system/*.*' }, secret),
    )
    say(`client_id ${id}, client_secret: ${secret}`)
    return 0
  },
}

const usage_of = (verb: Verb): number => {
  verb.usage.forEach(say)
  return 2
}
