import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { JSONWebKeySet } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import { find_client, type ClientKind } from '../../platform/access/index.ts'
import { register_client } from '../../platform/smart/index.ts'
import {
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_database,
  type Verb,
} from './verb.ts'

const id_form = /^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/
const kinds: readonly ClientKind[] = ['public', 'confidential', 'backend']
const options = ['facility', 'id', 'name', 'kind', 'scope', 'redirect', 'launch', 'jwks', 'jwks-uri'] as const

const is_key_set = (value: unknown): value is JSONWebKeySet =>
  typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys)

/** Public keys only: a private one has no business here. */
const read_keys = (path: string): JSONWebKeySet => {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!is_key_set(value) || value.keys.length === 0) throw fail.invalid(`${path} không phải bộ khóa (JWKS)`, 'jwks')
  if (value.keys.some((key) => key.d !== undefined))
    throw fail.invalid(`${path} có khóa bí mật; chỉ đưa khóa công khai`, 'jwks')
  return value
}

const read_kind = (text: string | undefined): ClientKind => {
  const kind = kinds.find((one) => one === (text ?? 'public'))
  if (!kind) throw new Misuse(`Loại “${text}” phải là ${kinds.join(', ')}`)
  return kind
}

const list = (text: string | undefined): string[] => (text ?? '').split(',').filter(Boolean)

/** Registers an app of others (SMART App Launch): public, confidential with a secret or keys, or a backend with keys. */
export const app_verb: Verb = {
  summary: 'đăng ký ứng dụng SMART vào bệnh án, hoặc đổi những gì đã đăng ký',
  usage: [
    'npx benhan app --facility 24012 --id bieu-do --name "Biểu đồ" --redirect https://app.vn/ve --launch https://app.vn/mo \\',
    '  --scope "launch launch/patient openid fhirUser patient/*.rs"',
    'npx benhan app --facility 24012 --id kho --kind backend --jwks khoa-cong-khai.json --scope "system/*.rs"',
    'npx benhan app … --kind confidential   (in mã bí mật một lần; có --jwks hay --jwks-uri thì không cần mã)',
  ],
  async run(args, desk) {
    const { values, rest } = text_options(args, options)
    demand_nothing_more(rest)
    const { facility, id, scope } = demand_all(values, ['facility', 'id', 'scope'])
    if (!id_form.test(id)) throw new Misuse(`Mã ứng dụng “${id}” chỉ gồm chữ không dấu, số, dấu chấm, gạch`)
    const kind = read_kind(values.kind)
    const jwks = values.jwks === undefined ? null : read_keys(values.jwks)
    const jwks_uri = values['jwks-uri'] ?? null
    const secret = kind === 'public' || jwks || jwks_uri ? undefined : randomBytes(24).toString('base64url')
    const before = await with_database(desk, async (database) => {
      await demand_facility(database, facility)
      const known = await find_client(database, id)
      await register_client(
        database,
        {
          ...{ client_id: id, facility, name: values.name ?? known?.name ?? id, scope, kind, jwks, jwks_uri },
          ...{ redirect_uris: list(values.redirect), launch_uri: values.launch ?? null },
        },
        secret,
      )
      return known
    })
    desk.say(`${before ? 'Đã đổi' : 'Đã đăng ký'} ứng dụng ${id} (${kind}) tại cơ sở ${facility}`)
    if (secret !== undefined) desk.say(`client_id ${id}, client_secret: ${secret}`)
    return done
  },
}
