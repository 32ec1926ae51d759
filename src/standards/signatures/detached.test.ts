import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFileSync } from 'node:fs'
import { Failure } from '../../base/outcome/index.ts'
import { sign_detached, verify_detached } from './index.ts'
import { ca, doctor, hospital_ca, in_folder, person, run, signed_at, trust, validity } from './test-material.ts'

const content = Buffer.from('{"resourceType":"Bundle","name":"Nguyễn Văn Đường"}')
const signature = await sign_detached(content, { provider: doctor, signed_at })

test('a good signature is valid and names its signer and time', () => {
  const verdict = verify_detached(content, signature, trust)
  assert.equal(verdict.valid, true)
  assert.equal(verdict.problem, undefined)
  assert.equal(verdict.signer, 'Nguyễn Văn Á')
  assert.deepEqual(verdict.signed_at, signed_at)
})

test('openssl cms -verify accepts both kinds of key, and -cades the named certificate', async () => {
  for (const kind of ['ecdsa-p256', 'rsa-2048'] as const) {
    const root = hospital_ca(kind)
    const cms = await sign_detached(content, { provider: person(root, 'Lê C', 'C3', kind), signed_at })
    const files = { 'ca.pem': root.certificate_pem, 'a.p7s': cms, 'a.json': content }
    in_folder(files, (path) => {
      const where = ['-in', path('a.p7s'), '-content', path('a.json'), '-CAfile', path('ca.pem')]
      const out = run('openssl', 'cms', '-verify', '-cades', '-binary', '-inform', 'DER', ...where)
      assert.equal(out, content.toString())
    })
  }
})

test('accepts what openssl signs, through an intermediate authority', () => {
  const extensions = `[ca]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash
[person]\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash`
  in_folder({ 'a.json': content, 'x.cnf': extensions }, (path) => {
    const request = (name: string, subject: string, ...more: string[]) =>
      run('openssl', 'req', '-newkey', 'rsa:2048', '-nodes', '-keyout', path(`${name}.key`), '-subj', subject, ...more)
    const issue = (name: string, issuer: string, section: string) => {
      const from = ['-CA', path(`${issuer}.pem`), '-CAkey', path(`${issuer}.key`), '-CAcreateserial', '-days', '30']
      const what = ['-in', path(`${name}.csr`), '-out', path(`${name}.pem`), '-extfile', path('x.cnf')]
      run('openssl', 'x509', '-req', ...what, '-extensions', section, ...from)
    }
    request('root', '/CN=Root', '-x509', '-days', '30', '-out', path('root.pem'))
    request('middle', '/CN=Middle', '-out', path('middle.csr'))
    issue('middle', 'root', 'ca')
    request('leaf', '/CN=Leaf', '-out', path('leaf.csr'))
    issue('leaf', 'middle', 'person')
    const keys = ['-signer', path('leaf.pem'), '-inkey', path('leaf.key'), '-certfile', path('middle.pem')]
    const files = ['-in', path('a.json'), '-out', path('a.p7s')]
    run('openssl', 'cms', '-sign', '-binary', '-outform', 'DER', '-cades', ...files, ...keys)
    const cms = readFileSync(path('a.p7s'))
    const verdict = verify_detached(content, cms, { trusted_pem: [readFileSync(path('root.pem'), 'utf8')] })
    assert.equal(verdict.problem, undefined)
    assert.equal(verdict.signer, 'Leaf')
    assert.equal(verify_detached(content, cms, trust).chain_ok, false)
  })
})

test('changed content is found', () => {
  const verdict = verify_detached(Buffer.from(`${content} `), signature, trust)
  assert.equal(verdict.valid, false)
  assert.equal(verdict.digest_ok, false)
  assert.match(verdict.problem ?? '', /thay đổi/)
})

test('every single changed byte of the signature is found, and none makes it crash', () => {
  for (let index = 0; index < signature.length; index += 1)
    for (const change of [0x01, 0x20, 0x80]) {
      const broken = Uint8Array.from(signature)
      broken[index] = (broken[index] ?? 0) ^ change
      try {
        assert.equal(verify_detached(content, broken, trust).valid, false, `byte ${index}`)
      } catch (error) {
        assert.ok(error instanceof Failure, `byte ${index}: ${error}`)
      }
    }
})

test('unknown authority, even one of the same name, is refused', () => {
  const verdict = verify_detached(content, signature, { trusted_pem: [hospital_ca().certificate_pem] })
  assert.deepEqual([verdict.valid, verdict.signature_ok, verdict.chain_ok], [false, true, false])
  assert.match(verdict.problem ?? '', /không do tổ chức được tin cậy cấp/)
})

test('certificate expired, not yet valid, or revoked at the moment of judgement is refused', () => {
  const later = verify_detached(content, signature, { ...trust, at: new Date('2028-02-01') })
  assert.match(later.problem ?? '', /đã hết hạn/)
  const earlier = verify_detached(content, signature, { ...trust, at: new Date('2025-02-01') })
  assert.match(earlier.problem ?? '', /chưa có hiệu lực/)
  const revoked = (when: string) =>
    verify_detached(content, signature, {
      ...trust,
      revoked_at: ({ serial }) => (serial === 'A1' ? new Date(when) : undefined),
    })
  assert.match(revoked('2026-10-01').problem ?? '', /thu hồi/)
  assert.equal(revoked('2026-12-01').valid, true)
})

test('a person cannot issue a certificate to another', async () => {
  // The doctor's own certificate, trusted as a root, must not make him an authority.
  const verdict = verify_detached(
    content,
    await sign_detached(content, { provider: person(ca, 'X', 'D4'), signed_at }),
    {
      trusted_pem: [doctor.certificate],
    },
  )
  assert.equal(verdict.chain_ok, false)
})

test('signing with an expired certificate or a wrong token is refused', async () => {
  const after = new Date(validity.to.getTime() + 1000)
  await assert.rejects(sign_detached(content, { provider: doctor, signed_at: after }), Failure)
  const wrong = { ...doctor, sign: person(ca, 'Y', 'E5').sign }
  await assert.rejects(sign_detached(content, { provider: wrong, signed_at }), /không khớp chứng thư/)
})

test('a timestamp token is carried, reported, and tolerated by openssl', async () => {
  const token = Buffer.from('300506032a0304', 'hex')
  const cms = await sign_detached(content, { provider: doctor, signed_at, timestamp: async () => token })
  assert.deepEqual(
    [verify_detached(content, cms, trust).valid, verify_detached(content, cms, trust).has_timestamp],
    [true, true],
  )
  in_folder({ 'ca.pem': ca.certificate_pem, 'a.p7s': cms, 'a.json': content }, (path) => {
    const where = ['-in', path('a.p7s'), '-content', path('a.json'), '-CAfile', path('ca.pem')]
    assert.equal(run('openssl', 'cms', '-verify', '-binary', '-inform', 'DER', ...where), content.toString())
  })
})

test('anything but CMS is refused with a Failure', () => {
  for (const bytes of [new Uint8Array(), Buffer.from('hello'), Buffer.from('3000', 'hex'), signature.subarray(0, 300)])
    assert.throws(() => verify_detached(content, bytes, trust), Failure)
})
