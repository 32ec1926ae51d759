import { fail } from '../../base/outcome/index.ts'
import { put_client, type NewClient } from '../access/index.ts'
import type { Database } from '../database/index.ts'
import { wrong_scope } from './scope-rules.ts'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])
const never = /^(javascript|data|vbscript|file|about|blob):/i

/** Codes and tokens travel to these addresses: only encrypted, to this very machine, or to an installed app (RFC 8252). */
const check_uri = (uri: string, name: string): void => {
  const url = URL.parse(uri)
  if (!url || uri.includes('#') || never.test(uri)) throw fail.invalid(`“${uri}” không phải địa chỉ dùng được`, name)
  if (url.protocol === 'http:' && !loopback.has(url.hostname))
    throw fail.invalid(`“${uri}” phải dùng https (http chỉ cho chính máy này)`, name)
}

/** Registers a system or an app, or renews it. @throws 400 naming what is wrong, 409 when another facility has the name */
export const register_client = async (database: Database, given: NewClient, secret?: string): Promise<void> => {
  const kind = given.kind ?? 'backend'
  const has_key = secret !== undefined || Boolean(given.jwks) || Boolean(given.jwks_uri)
  if (kind === 'public' && has_key)
    throw fail.invalid('Ứng dụng công khai (public) không giữ được bí mật: không có mã bí mật hay khóa', 'kind')
  if (kind !== 'public' && !has_key)
    throw fail.invalid('Cần mã bí mật, bộ khóa công khai (jwks), hoặc địa chỉ của bộ khóa', 'jwks')
  if (kind !== 'backend' && !given.redirect_uris?.length)
    throw fail.invalid('Ứng dụng cần ít nhất một địa chỉ trả về (redirect)', 'redirect')
  for (const uri of given.redirect_uris ?? []) check_uri(uri, 'redirect')
  for (const uri of [given.launch_uri, given.jwks_uri]) if (uri) check_uri(uri, 'uri')
  const wrong = wrong_scope({ kind, scope: given.scope })
  if (wrong !== undefined || given.scope === '')
    throw fail.invalid(`Quyền “${wrong ?? ''}” không dùng được cho loại ứng dụng này`, 'scope')
  await put_client(database, given, secret)
}
