import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fail } from '../../base/outcome/index.ts'
import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import type { ContentKey } from '../../network/mailbox/index.ts'
import type { HubOptions } from './listen.ts'

const key_bytes = 32

/** What a hub is told by its environment (docs/operations/hub.md); HUB_CLAMD, HUB_MTLS … are read where they are used. */
export type HubSettings = Pick<HubOptions, 'code' | 'base_url' | 'port' | 'host' | 'content_keys'>

const demand = (env: NodeJS.ProcessEnv, name: string, what: string): string => {
  const value = env[name]
  if (!value) throw fail.rule(`Thiếu ${name}: ${what}`)
  return value
}

const read_key = (one: Record<string, unknown>): ContentKey => {
  const [id, key] = [text_of(one['id']), Buffer.from(text_of(one['key']) ?? '', 'base64')]
  if (id === undefined || key.length !== key_bytes)
    throw fail.rule('Mỗi khóa trong HUB_KEYS cần id và key (32 byte, base64)')
  return { id, key }
}

/** The newest first. @throws when the file is not there: a new key would open nothing of what is stored */
export const read_content_keys = (path: string): ContentKey[] => {
  if (!existsSync(path)) throw fail.rule(`Không có tệp khóa ${path}; tạo bằng npx benhan hub-server init`)
  const keys = list_of(object_of(JSON.parse(readFileSync(path, 'utf8')))?.['keys']).map(read_key)
  if (keys.length === 0) throw fail.rule(`Tệp khóa ${path} không có khóa nào`)
  return keys
}

/** A new key before those that are there, which go on opening. @returns its name */
export const add_content_key = (path: string, today: string): string => {
  const known = existsSync(path) ? read_content_keys(path) : []
  const id = `${today}-${randomBytes(3).toString('hex')}`
  const keys = [{ id, key: randomBytes(key_bytes) }, ...known]
  const shown = keys.map((one) => ({ id: one.id, key: Buffer.from(one.key).toString('base64') }))
  writeFileSync(path, `${JSON.stringify({ keys: shown }, undefined, 2)}\n`, { mode: 0o600 })
  return id
}

const port_default = 8080

export const read_hub_settings = (env: NodeJS.ProcessEnv): HubSettings => {
  const base_url = demand(env, 'HUB_URL', 'địa chỉ công khai của trục, ví dụ https://truc.tinh.vn').replace(/\/+$/, '')
  if (!/^https?:\/\/[^/]+$/.test(base_url))
    throw fail.rule(`HUB_URL “${base_url}” phải là https://tên-máy, không có đường dẫn`)
  const port = Number(env['PORT'] ?? port_default)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw fail.rule(`PORT “${env['PORT']}” không phải số cổng`)
  return {
    ...{ base_url, port, host: env['HOST'] ?? '127.0.0.1' },
    code: demand(env, 'HUB_CODE', 'mã của trục đã dùng khi npx benhan hub-server init'),
    content_keys: read_content_keys(demand(env, 'HUB_KEYS', 'đường dẫn tệp khóa mã hóa kho của trục')),
  }
}
