import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createPublicKey } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import {
  key_fingerprint,
  make_package_key,
  read_package,
  read_package_key,
  show_package,
} from '../../platform/release/index.ts'
import { build_package } from '../release/index.ts'
import { megabytes } from './backup-verb.ts'
import { demand_all, demand_nothing_more, done, Misuse, text_options, type Desk, type Verb } from './verb.ts'

const root = join(import.meta.dirname, '../../..')

type Values = Partial<Record<'out' | 'key' | 'level', string>>

const make_key = (desk: Desk, values: Values): number => {
  const { out } = demand_all(values, ['out'])
  if (existsSync(out)) throw fail.rule(`${out} đã có; khóa cũ không bị ghi đè`)
  const { private_pem, public_pem } = make_package_key()
  writeFileSync(out, private_pem, { mode: 0o600, flag: 'wx' })
  writeFileSync(`${out}.pub`, public_pem)
  desk.say(`Khóa ký gói: ${out} (bí mật: giữ ngoài mọi máy chủ), nửa công khai ${out}.pub`)
  desk.say(`Dấu của khóa, in vào hợp đồng hoặc đọc qua điện thoại: ${key_fingerprint(read_package_key(public_pem))}`)
  return done
}

/** What is behind the sources would show former screens. By the same tool as npm start. */
const build_web = (): void => {
  const tool = pathToFileURL(join(root, 'tools/build-web.mjs')).href
  const program = `import { build_web } from ${JSON.stringify(tool)}; build_web()`
  const built = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: root, stdio: 'inherit' })
  if (built.status !== 0) throw fail.rule('Không dựng được ứng dụng web')
}

const build = async (desk: Desk, values: Values): Promise<number> => {
  const { out, key: path } = demand_all(values, ['out', 'key'])
  const level = Number(values.level ?? 6)
  if (!Number.isInteger(level) || level < 0 || level > 9) throw new Misuse('--level là 0 (không nén) đến 9')
  if (!existsSync(path))
    throw fail.not_found(`Không có tệp khóa ${path}; tạo bằng npx benhan package key --out ${path}`)
  const key = read_package_key(readFileSync(path, 'utf8'), 'private')
  const public_pem = String(createPublicKey(key).export({ type: 'spki', format: 'pem' }))
  build_web()
  const { archive, facts, files, bytes } = await build_package({ root, out: resolve(out), key, public_pem, level })
  if (facts.commit.endsWith('+')) desk.say('CHÚ Ý: có sửa đổi chưa commit; gói không lặp lại được từ kho mã.')
  desk.say(
    `${archive}: bản ${show_package(facts)}, ${files} tệp, ${megabytes(bytes)}, ký bằng khóa ${key_fingerprint(key)}`,
  )
  desk.say(`Cài: tar -xzf ${archive}, rồi sudo ./install.sh trong thư mục đó. Cập nhật: sudo benhan update ${archive}`)
  return done
}

const show = async (desk: Desk, archive: string, values: Values): Promise<number> => {
  const { key: path } = demand_all(values, ['key'])
  const { facts, sums } = await read_package(archive, read_package_key(readFileSync(path, 'utf8')))
  desk.say(`Bản ${show_package(facts)}, đóng gói ${facts.built_at}, ${facts.platform}, ${sums.size} tệp; chữ ký đúng.`)
  return done
}

/** For whoever gives the program to hospitals: one archive, signed. */
export const package_verb: Verb = {
  summary: 'đóng gói cài đặt (một tệp, có chữ ký, cài được không cần mạng); tạo khóa ký gói; xem một gói',
  usage: [
    'npx benhan package key --out khoa-goi.pem            (một lần; giữ nửa bí mật ngoài mọi máy chủ)',
    'npx benhan package --out thư-mục --key khoa-goi.pem  [--level 0..9]',
    'npx benhan package show benhan-1.2.3-linux-x64.tar.gz --key khoa-goi.pem.pub',
  ],
  needs_database: () => false,
  async run(args, desk) {
    const { values, rest } = text_options(args, ['out', 'key', 'level'])
    const [act, path, ...more] = rest
    demand_nothing_more(more)
    if (act === 'show' && path !== undefined) return show(desk, path, values)
    demand_nothing_more(rest.slice(1))
    if (act === 'key') return make_key(desk, values)
    if (act === undefined) return build(desk, values)
    throw new Misuse('Sau package là key, show <gói>, hoặc không gì cả để đóng gói')
  },
}
