import { readFileSync } from 'node:fs'
import type { JWK } from 'jose'
import { fail, why_no_answer } from '../../base/outcome/index.ts'
import { ensure_facility_certificate, get_identity } from '../../platform/signing/index.ts'
import type { Facility } from '../../platform/access/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { find_link, make_link_key, put_link, set_link_on, set_link_tls } from '../../network/exchange/index.ts'
import { encrypt, renew_encryption_key } from './hub-encryption.ts'
import { hand_over, take_over } from './hub-hand-over.ts'
import { make_machine_certificate, set_tls } from './hub-tls.ts'
import { confirm_house, show_trust } from './hub-trust.ts'
import { hub_directory_usage, load_directory } from './hub-directory.ts'
import {
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  refused,
  text_options,
  with_database,
} from './verb.ts'
import type { Desk, Verb } from './verb.ts'

const options = [
  'facility',
  'url',
  'client',
  'secret',
  'key',
  'contact',
  'phone',
  'kinds',
  'cert',
  'ca',
  'house',
  'from',
  'file',
] as const
type Values = Partial<Record<(typeof options)[number], string>>

const read_key = (path: string): JWK => {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (typeof value !== 'object' || value === null || !('d' in value) || typeof value.d !== 'string')
    throw fail.invalid(`${path} không phải khóa bí mật JWK`, 'key')
  return { ...value, d: value.d }
}

/** The credentials are there already: only the way is set. */
const link = async (database: Database, values: Values, desk: Desk): Promise<number> => {
  const { facility, url, client } = demand_all(values, ['facility', 'url', 'client'])
  await demand_facility(database, facility)
  if ((values.secret === undefined) === (values.key === undefined))
    throw new Misuse('Cần --secret hoặc --key, một trong hai')
  const private_jwk = values.key === undefined ? null : read_key(values.key)
  const made = { facility, base_url: url, client_id: client, secret: values.secret ?? null, private_jwk }
  await database.in_facility(facility, (sql) => put_link(sql, made))
  desk.say(`Cơ sở ${facility} liên thông qua ${url} với mã ${client}.`)
  return done
}

const seal_of = (database: Database, { code, name }: Facility): Promise<string> =>
  database.in_site(async (sql) => {
    await ensure_facility_certificate(sql, { code, name })
    return (await get_identity(sql, code)).certificate_pem
  })

const post_application = async (url: string, body: Record<string, unknown>): Promise<string> => {
  const answer = await fetch(`${url.replace(/\/+$/, '')}/lien-thong/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw fail.unavailable(`Không liên lạc được với ${url}: ${why_no_answer(error)}`)
  })
  if (answer.status === 202) return answer.headers.get('location') ?? ''
  throw fail.invalid(`Trục không nhận đơn (HTTP ${answer.status}): ${(await answer.text()).slice(0, 500)}`)
}

/** Makes a key that never leaves this installation, applies with its public half, and sets the way for when the Sở agrees. */
const join = async (database: Database, values: Values, desk: Desk): Promise<number> => {
  const { facility, url, contact, phone } = demand_all(values, ['facility', 'url', 'contact', 'phone'])
  const known = await demand_facility(database, facility)
  const { private_jwk, public_jwk } = await make_link_key()
  const tls = await make_machine_certificate(database, facility)
  const at = await post_application(url, {
    tls_pem: tls.certificate_pem,
    ...{ code: facility, name: known.name, kind: known.kind, authority: known.authority },
    ...{ contact: { name: contact, phone }, seal_pem: await seal_of(database, known), jwks: { keys: [public_jwk] } },
  })
  const made = { facility, base_url: url, client_id: values.client ?? `lt-${facility}`, secret: null, private_jwk }
  await database.in_facility(facility, async (sql) => {
    await put_link(sql, made)
    await set_link_tls(sql, facility, tls)
  })
  desk.say(`Đã nộp đơn tham gia trục cho ${facility} ${known.name}; xem kết quả ở ${at || url}.`)
  desk.say('Khi Sở Y tế duyệt, văn bản đang chờ tự gửi đi; không cần làm gì thêm.')
  return done
}

const turn = async (database: Database, values: Values, is_on: boolean, desk: Desk): Promise<number> => {
  const { facility } = demand_all(values, ['facility'])
  const was_there = await database.in_facility(facility, (sql) => set_link_on(sql, facility, is_on))
  if (!was_there) throw fail.not_found(`Cơ sở ${facility} chưa có kết nối liên thông`)
  desk.say(
    is_on ? `Cơ sở ${facility} liên thông trở lại.` : `Cơ sở ${facility} tạm ngừng liên thông; văn bản đi chờ lại.`,
  )
  return done
}

const state = async (database: Database, values: Values, desk: Desk): Promise<number> => {
  const { facility } = demand_all(values, ['facility'])
  const known = await database.in_facility(facility, (sql) => find_link(sql, facility))
  if (!known) {
    desk.say(`Cơ sở ${facility} chưa có kết nối liên thông.`)
    return refused
  }
  desk.say(
    `${known.base_url} · ${known.client_id} · ${known.private_jwk ? 'khóa riêng' : 'mã bí mật'} · ${known.is_on ? 'đang mở' : 'tạm ngừng'}`,
  )
  desk.say(`mã hóa cho nơi nhận: ${known.encrypts.join(', ') || 'không'}`)
  desk.say(
    `lần cuối thông suốt: ${known.last_ok_at?.toISOString() ?? 'chưa'}${known.last_error ? `; lỗi: ${known.last_error}` : ''}`,
  )
  return known.last_error === null ? done : refused
}

/** The way of a facility to the hub of its province. */
export const hub_verb: Verb = {
  summary: 'kết nối một cơ sở với trục liên thông (nộp đơn, địa chỉ và khóa, tạm ngừng, xem); nạp danh bạ của trục',
  usage: [
    'npx benhan hub join --facility 24012 --url https://truc.tinh.vn --contact "Nguyễn Văn A" --phone 0912345678',
    'npx benhan hub link --facility 24012 --url https://truc.tinh.vn --client lt-24012 --key khoa-bi-mat.json',
    'npx benhan hub link --facility 24012 --url https://truc.tinh.vn --client lt-24012 --secret …',
    'npx benhan hub off|on|state --facility 24012',
    'npx benhan hub tls --facility 24012 [--cert may.pem --key may-khoa.pem] [--ca goc.pem]   (TLS hai chiều)',
    'npx benhan hub trust --facility 24012   (chứng thư nơi khác vừa đổi)',
    'npx benhan hub confirm --facility 24012 --house 01929   (đã gọi điện hỏi)',
    'npx benhan hub encrypt --facility 24012 --kinds transfer-letter,transfer-answer|all|none   (mã hóa cho nơi nhận)',
    'npx benhan hub encryption-key --facility 24012   (khóa mới; khóa cũ vẫn mở được văn bản cũ)',
    'npx benhan hub hand-over-keys --facility 24160 --file ban-giao.json   (cơ sở sáp nhập, trước khi tắt máy chủ)',
    'npx benhan hub take-over-keys --facility 24012 --from 24160 --file ban-giao.json   (cơ sở kế thừa)',
    hub_directory_usage,
  ],
  async run(args, desk) {
    const { values, rest } = text_options(args, options)
    const [name, ...more] = rest
    const path = name === 'directory' ? more.shift() : undefined
    demand_nothing_more(more)
    return with_database(desk, async (database) => {
      if (name === 'join') return join(database, values, desk)
      if (name === 'link') return link(database, values, desk)
      if (name === 'on' || name === 'off') return turn(database, values, name === 'on', desk)
      if (name === 'state') return state(database, values, desk)
      if (name === 'tls') return set_tls(database, values, desk)
      if (name === 'trust') return show_trust(database, values, desk)
      if (name === 'confirm') return confirm_house(database, values, desk)
      if (name === 'encrypt') return encrypt(database, values, desk)
      if (name === 'encryption-key') return renew_encryption_key(database, values, desk)
      if (name === 'hand-over-keys') return hand_over(database, values, desk)
      if (name === 'take-over-keys') return take_over(database, values, desk)
      if (path !== undefined) return load_directory(database, path, desk)
      throw new Misuse(
        'Sau hub là join, link, on, off, state, tls, trust, confirm, encrypt, encryption-key, hand-over-keys, take-over-keys hoặc directory <tệp>',
      )
    })
  },
}
