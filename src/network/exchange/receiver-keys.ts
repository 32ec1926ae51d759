import type { JWK } from 'jose'
import { Failure } from '../../base/outcome/index.ts'
import { judge_sealed_key, type KeyVerdict, type SealedKey } from '../../standards/documents/index.ts'
import { is_object, list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import type { Hub } from './hub-client.ts'
import type { Office } from './office.ts'
import { pin_trust } from './trust-pins.ts'
import { fetch_trust } from './trust.ts'

/** The letter is to be encrypted and cannot be: it does not go openly instead, a person decides. */
export class NotClosable extends Error {
  constructor(message: string) {
    super(`${message}. Văn bản chưa gửi đi; xử lý xong thì bấm gửi lại, hoặc tắt mã hóa cho loại văn bản này`)
    this.name = 'NotClosable'
  }
}

const is_jwk = (value: Record<string, unknown>): value is JWK & Record<string, unknown> =>
  typeof value['kty'] === 'string'

type Shown = { key: SealedKey | undefined; successor: string | undefined }

/** What the hub shows for a facility, the newest key first, and who took its place. */
const fetch_key = async (hub: Hub, code: string): Promise<Shown> => {
  const path = `${hub.link.base_url}/lien-thong/jwks/${encodeURIComponent(code)}`
  const said = (await hub.ask({ method: 'GET', path, headers: { accept: 'application/json' } })).json()
  const [first] = is_object(said) ? list_of(said['keys']) : []
  const successor = is_object(said) ? text_of(said['successor']) : undefined
  const sealed = object_of(first?.['sealed'])
  const [statement, seal] = [text_of(sealed?.['statement']), text_of(sealed?.['cms'])]
  if (first === undefined || statement === undefined || seal === undefined) return { key: undefined, successor }
  const { sealed: _sealed, ...jwk } = first
  return { key: is_jwk(jwk) ? { jwk, statement, seal: Buffer.from(seal, 'base64') } : undefined, successor }
}

const mergers_max = 3

/** The house that opens the mail of this code today: a merged one's is its successor's, to which the hub hands it. */
const find_key = async (hub: Hub, code: string): Promise<{ code: string; key: SealedKey | undefined }> => {
  let [house, shown] = [code, await fetch_key(hub, code)]
  for (let i = 0; shown.successor !== undefined && i < mergers_max; i += 1) {
    house = shown.successor
    shown = await fetch_key(hub, house)
  }
  return { code: house, key: shown.key }
}

/** @throws NotClosable no key, or one that is not this facility's by its seal */
export const key_of_receiver = async (office: Office, hub: Hub, named: string): Promise<JWK> => {
  const { code, key } = await find_key(hub, named)
  if (!key) throw new NotClosable(`Cơ sở nhận ${code} chưa công bố khóa mã hóa trên trục`)
  const trust = await fetch_trust(hub, code)
  const { problem, signatures } = await judge_sealed_key(code, key, trust).catch((error: unknown): KeyVerdict => {
    if (error instanceof Failure) return { problem: error.message, signatures: [] }
    throw error
  })
  if (problem !== undefined) throw new NotClosable(problem)
  const { facility } = hub.link
  const changes = await office.database.in_facility(facility, (sql) =>
    pin_trust(sql, { facility, sender: code }, trust, signatures),
  )
  if (changes.length > 0)
    throw new NotClosable(
      `Chứng thư của cơ sở nhận ${code} vừa đổi (${changes.join('; ')}); gọi điện hỏi cơ sở ấy rồi xác nhận`,
    )
  return key.jwk
}
