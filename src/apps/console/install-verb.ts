import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline/promises'
import { fail } from '../../base/outcome/index.ts'
import { find_package_facts } from '../../platform/release/index.ts'
import { fingerprint_of, install, install_roles, type InstallWish } from '../release/index.ts'
import { demand_nothing_more, done, Misuse, text_options, type Desk, type Verb } from './verb.ts'

const names = [
  ...(['role', 'code', 'name', 'authority', 'kind', 'base-url', 'port', 'host', 'data-dir', 'backup-dir'] as const),
  ...(['update-dir', 'database-url', 'admin-username', 'admin-name', 'user', 'root', 'fingerprint'] as const),
]
type Name = (typeof names)[number]
type Values = Partial<Record<Name, string>>

/** What has to be said, in this order; where nobody sits at the terminal it comes as options. */
const questions: { name: Name; ask: string; usual?: string }[] = [
  {
    name: 'role',
    ask: `Vai trò của máy này (${install_roles.join(' | ')}: cơ sở, nhà thuốc, trục của tỉnh)`,
    usual: 'facility',
  },
  { name: 'code', ask: 'Mã cơ sở (5 ký tự)' },
  { name: 'name', ask: 'Tên đầy đủ của cơ sở' },
  { name: 'authority', ask: 'Cơ quan chủ quản', usual: '' },
  { name: 'base-url', ask: 'Địa chỉ người dùng sẽ mở, ví dụ https://benhan.benhvien.vn' },
  { name: 'data-dir', ask: 'Thư mục dữ liệu', usual: '/var/lib/benhan' },
  { name: 'backup-dir', ask: 'Thư mục sao lưu, ở ổ đĩa khác, ví dụ /mnt/o-dia-khac/sao-luu' },
  { name: 'admin-username', ask: 'Tên đăng nhập của người quản trị đầu tiên', usual: 'quantri' },
  { name: 'admin-name', ask: 'Họ tên người quản trị đầu tiên' },
]

const ask_missing = async (values: Values, terminal: Interface | undefined): Promise<Record<string, string>> => {
  const said: Record<string, string> = { ...values }
  const missing = questions.filter(({ name, usual }) => said[name] === undefined && (terminal ?? usual === undefined))
  if (!terminal && missing.length > 0) throw new Misuse(`Thiếu ${missing.map(({ name }) => `--${name}`).join(', ')}`)
  for (const { name, ask, usual } of missing) {
    const shown = usual ? `${ask} [${usual}]: ` : `${ask}: `
    for (said[name] = ''; said[name] === '';) {
      said[name] = (await terminal?.question(shown))?.trim() || (usual ?? '')
      if (usual === '') break
    }
  }
  for (const { name, usual } of questions) said[name] ??= usual ?? ''
  return said
}

const port_usual = 8080

const wish_of = (said: Record<string, string>): InstallWish => {
  const role = install_roles.find((one) => one === said['role'])
  if (!role) throw new Misuse(`Vai trò “${said['role']}” phải là một trong: ${install_roles.join(', ')}`)
  const root = said['root'] ?? ''
  const of = (name: Name): string => (said[name] ?? '').normalize('NFC')
  return {
    ...{ role, root, code: of('code'), name: of('name'), authority: of('authority') },
    ...{ base_url: of('base-url').replace(/\/+$/, ''), port: Number(said['port'] ?? port_usual) },
    ...{ host: said['host'] ?? '127.0.0.1', user: said['user'] ?? 'benhan' },
    ...{ data_dir: join(root, of('data-dir')), backup_dir: join(root, of('backup-dir')) },
    update_dir: join(root, said['update-dir'] ?? '/srv/benhan-goi-moi'),
    ...{ admin_username: of('admin-username'), admin_name: of('admin-name') },
    ...(said['kind'] ? { kind: said['kind'] } : {}),
    ...(said['database-url'] ? { database_url: said['database-url'] } : {}),
  }
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^0-9a-f]/g, '')

/** The package brings its key along: only a person with the paper can say whether it is the right one. */
const confirm_key = async (
  desk: Desk,
  found: string,
  given: string | undefined,
  terminal: Interface | undefined,
): Promise<void> => {
  desk.say(`Gói được ký bằng khóa có dấu: ${found}`)
  if (given === undefined && !terminal)
    throw fail.rule(
      'Thêm --fingerprint với dấu của khóa mà nơi cấp gói đã đưa trên giấy: để không cài gói của người khác',
    )
  const groups = plain(found).slice(0, 8)
  const typed =
    given ?? (await terminal?.question('Đối chiếu với dấu trên giấy của nơi cấp gói. Giống thì gõ 8 ký tự đầu: ')) ?? ''
  if (plain(typed) !== (given === undefined ? groups : plain(found)))
    throw fail.rule('Dấu của khóa không khớp: đây không phải gói của nơi đã đưa tờ giấy. Không cài gì cả')
}

export const install_verb: Verb = {
  summary: 'cài máy chủ từ gói đã giải nén (gọi bởi install.sh)',
  usage: [
    'sudo ./install.sh     (hỏi từng câu), hoặc trả lời sẵn:',
    'sudo ./install.sh --fingerprint xxxx-… --role facility --code 24012 --name "Bệnh viện …" --authority "Sở Y tế …" \\',
    '  --base-url https://benhan.benhvien.vn --backup-dir /mnt/o-dia-khac/sao-luu --admin-name "Nguyễn Văn An"',
    'thêm được: --admin-username quantri --data-dir /var/lib/benhan --port 8080 --host 127.0.0.1 --kind hospital|station',
    '  --database-url postgres://… --update-dir /srv/benhan-goi-moi --user benhan --root thư-mục (đặt tất cả dưới đó, để thử)',
  ],
  needs_database: () => false,
  async run(args, desk) {
    const { values, rest } = text_options(args, names)
    demand_nothing_more(rest)
    const package_dir = join(import.meta.dirname, '../../..')
    if (!find_package_facts(package_dir))
      throw fail.rule('Chỉ cài được từ gói đã giải nén: ./install.sh trong thư mục của gói')
    const terminal = process.stdin.isTTY ? createInterface({ input: process.stdin, output: process.stdout }) : undefined
    try {
      await confirm_key(desk, fingerprint_of(package_dir), values.fingerprint, terminal)
      const wish = wish_of(await ask_missing(values, terminal))
      await install(package_dir, wish, (line) => desk.say(line))
      return done
    } finally {
      terminal?.close()
    }
  },
}
