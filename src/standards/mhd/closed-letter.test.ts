import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CompactEncrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import type { Submission } from '../documents/index.ts'
import { make_letter, with_part } from '../documents/test-letters.ts'
import { close_letter, open_letter, write_provide_bundle } from './index.ts'

const make_key = async (kid: string): Promise<{ own: JWK; shown: JWK }> => {
  const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true })
  const named = { kid, use: 'enc' }
  return {
    own: { ...(await exportJWK(pair.privateKey)), ...named },
    shown: { ...(await exportJWK(pair.publicKey)), ...named },
  }
}
const [first, second, stranger] = [await make_key('k1'), await make_key('k2'), await make_key('k3')]
const letter = await make_letter()
const closed = await close_letter(letter, [first.shown, second.shown])
const [{ bytes }] = closed.parts
const jwe = JSON.parse(Buffer.from(bytes).toString()) as Record<string, string>
const refused = (outer: Submission, keys: JWK[], why: RegExp) => assert.rejects(open_letter(outer, keys), why)
const changed = (to: Record<string, unknown>): Submission =>
  with_part(closed, 'encrypted', Buffer.from(JSON.stringify({ ...jwe, ...to })))

test('each receiver opens it and has the letter as it was made, byte for byte', async () => {
  for (const { own } of [first, second]) assert.deepEqual(await open_letter(closed, [stranger.own, own]), letter)
  assert.equal(closed.parts.length, 1)
  assert.deepEqual([closed.person, closed.kind, closed.sender], [letter.person, letter.kind, letter.sender])
  assert.equal(closed.period, undefined)
})

test('the compact form of a stranger’s library is opened too', async () => {
  const text = await new CompactEncrypt(Buffer.from(JSON.stringify(write_provide_bundle(letter))))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: 'k1' })
    .encrypt(await importJWK(first.shown, 'ECDH-ES+A256KW'))
  assert.deepEqual(await open_letter(with_part(closed, 'encrypted', Buffer.from(text)), [first.own]), letter)
})

test('another’s key, and another key under our key’s name', async () => {
  await refused(closed, [stranger.own], /khóa không phải của cơ sở ta/)
  await refused(closed, [{ ...stranger.own, kid: 'k1' }], /bị thay đổi, hoặc không mã hóa bằng khóa này/)
})

test('one letter of the cipher text, of its header or its tag changed', async () => {
  const turned = (text = ''): string => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
  for (const name of ['ciphertext', 'tag', 'iv'])
    await refused(changed({ [name]: turned(jwe[name]) }), [first.own], /bị thay đổi/)
  const header = {
    ...(JSON.parse(Buffer.from(jwe['protected'] ?? '', 'base64url').toString()) as object),
    iss: '24001',
  }
  await refused(
    changed({ protected: Buffer.from(JSON.stringify(header)).toString('base64url') }),
    [first.own],
    /bị thay đổi/,
  )
  await refused(with_part(closed, 'encrypted', Buffer.from('{}')), [first.own], /không phải JWE/)
})

test('put into another envelope: person, sender, document or kind differ', async () => {
  const other = { ...letter.person, name: 'NGUYỄN VĂN KHÁC' }
  await refused({ ...closed, person: other }, [first.own], /khác phong bì ở: người bệnh/)
  await refused({ ...closed, sender: '24001' }, [first.own], /nơi gửi/)
  await refused({ ...closed, kind: 'reexam-letter' }, [first.own], /loại văn bản/)
  await refused({ ...closed, replaces: letter.identity }, [first.own], /bản được thay thế/)
  const [part] = closed.parts
  await refused({ ...closed, parts: [{ ...part, identity: letter.identity }] }, [first.own], /mã văn bản/)
})

test('what was packed before it was encrypted is not unpacked', async () => {
  const header = { ...(JSON.parse(Buffer.from(jwe['protected'] ?? '', 'base64url').toString()) as object), zip: 'DEF' }
  await refused(changed({ protected: Buffer.from(JSON.stringify(header)).toString('base64url') }), [first.own], /nén/)
})

test('nothing is closed with a private key, or one that is not for encryption', async () => {
  await assert.rejects(close_letter(letter, [first.own]), /BÍ MẬT/)
  await assert.rejects(close_letter(letter, [{ ...first.shown, use: 'sig' }]), /use “enc”/)
})
