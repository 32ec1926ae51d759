import { readFileSync, writeFileSync } from 'node:fs'
import type { JWK } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import { is_object } from '../../standards/fhir/index.ts'
import { certify, open_entry, start_mocks, validate_file, write_samples, type Belief } from '../kit/index.ts'
import { sample_signers, signers_of_files } from './kit-signers.ts'
import { reason_of } from './record-verbs.ts'
import { demand_all, demand_nothing_more, done, Misuse, refused, text_options, type Desk, type Verb } from './verb.ts'

export const read_file = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw fail.value(`Không đọc được tệp ${path} (${reason_of(error)})`, 'tệp')
  }
}

/** Options that may stand more than once, each with a value. */
const take_all = (args: string[], name: string): { found: string[]; rest: string[] } => {
  const found: string[] = []
  const rest: string[] = []
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? ''
    if (arg !== name) rest.push(arg)
    else if (args[i + 1] === undefined) throw new Misuse(`Thiếu giá trị sau “${name}”`)
    else found.push(args[(i += 1)] ?? '')
  }
  return { found, rest }
}

const pem_form = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g
const pems_in = (path: string): string[] => {
  const found = read_file(path).toString('latin1').match(pem_form)
  if (!found) throw fail.value(`Tệp ${path} không chứa chứng thư dạng PEM`, 'trust')
  return found
}

const samples = async (args: string[], desk: Desk): Promise<number> => {
  const [dir, ...more] = text_options(args, []).rest
  if (dir === undefined) throw new Misuse('Thiếu thư mục để ghi tệp mẫu')
  demand_nothing_more(more)
  const written = await write_samples(dir)
  desk.say(`Đã ghi ${written.length} tệp mẫu vào ${dir}; xem ${dir}/README.md`)
  return done
}

const marks = { error: 'SAI  ', warning: 'LƯU Ý', information: 'TIN  ' }

const say_file = (path: string, belief: Belief, desk: Desk): boolean => {
  const { kind, issues, notes } = validate_file(read_file(path), belief)
  const is_right = issues.every(({ severity }) => severity !== 'error')
  const is_judged = notes.length === 0
  desk.say(`${is_right ? (is_judged ? 'ĐÚNG ' : 'CHƯA RÕ') : 'SAI  '}  ${path}: ${kind}`)
  for (const { severity, message, expression } of issues)
    desk.say(
      `    ${marks[severity]} ${expression && !message.startsWith(expression) ? `${expression}: ` : ''}${message}`,
    )
  for (const note of notes) desk.say(`    TIN   ${note}`)
  return is_right && is_judged
}

const validate = (args: string[], desk: Desk): number => {
  const trust = take_all(args, '--trust')
  const seal = take_all(trust.rest, '--seal')
  const { values, rest: files } = text_options(seal.rest, ['facility'])
  if (files.length === 0) throw new Misuse('Thiếu tệp cần kiểm tra')
  const belief = {
    ...{ roots_pem: trust.found.flatMap(pems_in), seals_pem: seal.found.flatMap(pems_in) },
    ...{ facility: values.facility ?? '', at: new Date() },
  }
  return files.map((file) => say_file(file, belief, desk)).every(Boolean) ? done : refused
}

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

const mocks = async (args: string[], desk: Desk): Promise<number> => {
  const fault = take_all(args, '--fault')
  const { values, rest } = text_options(fault.rest, ['port'])
  demand_nothing_more(rest)
  const port = values.port === undefined ? undefined : Number(values.port)
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_534))
    throw new Misuse('Sau --port là một số cổng')
  const running = await start_mocks(port, fault.found)
  for (const { name, base_url, faults } of running)
    desk.say(`${name.padEnd(15)} ${base_url}   lỗi: POST ${base_url}/mock/faults {${Object.keys(faults).join(', ')}}`)
  desk.say('Ctrl+C để dừng.')
  await stopped()
  await Promise.all(running.map((one) => one.close()))
  return done
}

const read_key = (path: string): JWK => {
  const value: unknown = JSON.parse(read_file(path).toString('utf8'))
  if (!is_object(value) || typeof value['d'] !== 'string')
    throw fail.invalid(`${path} không phải khóa bí mật JWK`, 'key')
  return { ...value, d: value['d'] }
}

const certify_options = ['hub', 'client', 'key', 'facility', 'signers', 'vendor', 'product', 'version', 'out'] as const

const run_certification = async (args: string[], desk: Desk): Promise<number> => {
  const { values, rest } = text_options(args, certify_options)
  demand_nothing_more(rest)
  const { hub, client, key, facility } = demand_all(values, ['hub', 'client', 'key', 'facility'])
  const signers = values.signers === undefined ? sample_signers(facility) : signers_of_files(facility, values.signers)
  const entry = { hub: hub.replace(/\/+$/, ''), client, key: read_key(key) }
  const { vendor = 'Bệnh Án Mở', product = 'kit', version = '0' } = values
  const program = { ask: open_entry(entry), signers, memory: { done: new Set<string>() } }
  const run = await certify(program, { vendor, product, version }, (line) => desk.say(line))
  desk.say(`\n${run.report?.text ?? run.state}`)
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(run.report, null, 1)}\n`)
  return run.state === 'passed' ? done : refused
}

/** Files and addresses alone: no verb of the kit opens a database. */
export const kit_verb: Verb = {
  summary: 'bộ kiểm thử liên thông: tệp mẫu, kiểm tra tệp, cổng quốc gia mô phỏng, chứng nhận',
  usage: [
    'npx benhan kit samples THƯ-MỤC',
    'npx benhan kit validate [--facility 24012] [--trust gốc.pem …] [--seal dấu.pem …] TỆP…',
    'npx benhan kit mocks [--port 9900] [--fault away] [--fault e-prescription.slow_ms=500]',
    'npx benhan kit certify --hub https://truc.tinh.vn --client lt-24012 --key khoa.json --facility 24012 \\',
    '  --signers thư-mục-khóa [--vendor … --product … --version …] [--out báo-cáo.json]',
    '  (thư mục khóa có doctor.pem, doctor-key.pem, seal.pem, seal-key.pem như kit samples ghi ra ở keys/)',
  ],
  needs_database: () => false,
  async run([what, ...args], desk) {
    if (what === 'samples') return samples(args, desk)
    if (what === 'validate') return validate(args, desk)
    if (what === 'mocks') return mocks(args, desk)
    if (what === 'certify') return run_certification(args, desk)
    throw new Misuse('Sau kit là samples, validate, mocks hoặc certify')
  },
}
