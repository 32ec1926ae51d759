import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { read_crl, read_issuer, sign_pdf, verify_pdf, write_crl, type RevocationRegister } from './index.ts'
import { open_pdf, type PdfDocument } from './pdf-document.ts'
import { next_number } from './pdf-update.ts'
import { dict, ref, type PdfValue } from './pdf-values.ts'
import { tampered } from './test-attacks.ts'
import { ca, doctor, doctor_signs, hospital_ca, in_folder, run, signed_at, trust, typst_pdf } from './test-material.ts'

const hour_ms = 3_600_000
const around = (more = 0) => ({
  this_update: new Date(signed_at.getTime() - hour_ms + more),
  next_update: new Date(signed_at.getTime() + hour_ms + more),
})
const before = new Date(signed_at.getTime() - 2 * hour_ms)
const issuer = read_issuer(ca.certificate_pem)
const list = (revoked: { serial: string; at: Date }[], more = 0) => write_crl(ca, { ...around(more), revoked })
const of_doctor = { serial: 'A1', at: before }
const paper = await sign_pdf(typst_pdf(), doctor_signs)

const with_dss = (entries: { CRLs?: Uint8Array[]; OCSPs?: Uint8Array[] }): Uint8Array =>
  tampered(paper, (document: PdfDocument) => {
    const first = next_number(document)
    const all = Object.values(entries).flat()
    const streams = all.map((raw, at) => {
      const value: PdfValue = { kind: 'stream', dict: dict({ Length: raw.length }), raw }
      return { number: first + at, generation: 0, value }
    })
    let next = first
    const refs = Object.fromEntries(
      Object.entries(entries).map(([key, some]) => [key, some.map(() => ref((next += 1) - 1))]),
    )
    const root: PdfValue = {
      kind: 'dict',
      entries: new Map([...document.root.entries, ['DSS', dict(refs)]]),
    }
    return [...streams, { number: document.root_ref.number, generation: 0, value: root }]
  })

const state = (pdf: Uint8Array, register?: RevocationRegister) => {
  const { valid, problem, signatures } = verify_pdf(pdf, { ...trust, register })
  return { valid, problem, state: signatures[0]?.revocation.status }
}

test('openssl reads our list and its signature; we read openssl’s', () => {
  in_folder({ 'ca.pem': ca.certificate_pem, 'a.crl': list([of_doctor]) }, (path) => {
    const args = ['crl', '-inform', 'DER', '-in', path('a.crl'), '-noout', '-text', '-CAfile', path('ca.pem')]
    const text = run('openssl', ...args)
    assert.match(text, /Serial Number: A1/)
  })
  const dir = mkdtempSync(join(tmpdir(), 'crl-'))
  try {
    writeFileSync(join(dir, 'ca.pem'), ca.certificate_pem)
    writeFileSync(join(dir, 'ca.key'), ca.private_key_pem)
    writeFileSync(join(dir, 'index.txt'), 'R\t271231000000Z\t261001000000Z,keyCompromise\tA1\tunknown\t/CN=A\n')
    writeFileSync(join(dir, 'number'), '01\n')
    writeFileSync(
      join(dir, 'ca.cnf'),
      `[ca]\ndefault_ca=d\n[d]\ndatabase=${dir}/index.txt\ncrlnumber=${dir}/number\ndefault_md=sha256\ndefault_crl_days=9\n`,
    )
    const args = ['-config', join(dir, 'ca.cnf'), '-cert', join(dir, 'ca.pem'), '-keyfile', join(dir, 'ca.key')]
    execFileSync('openssl', ['ca', '-gencrl', ...args, '-out', join(dir, 'a.crl')], { stdio: 'ignore' })
    const crl = read_crl(readFileSync(join(dir, 'a.crl')))
    assert.equal(crl.revoked.get('A1')?.toISOString(), '2026-10-01T00:00:00.000Z')
    assert.ok(issuer.has_signed(crl))
    assert.ok(!read_issuer(hospital_ca().certificate_pem).has_signed(crl), 'another authority of the same name')
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('a list that was changed is nobody’s; what is no list is refused', () => {
  const changed = Buffer.from(list([{ serial: 'B7', at: before }]))
  changed[changed.indexOf(0xb7)] = 0xa1
  assert.ok(!issuer.has_signed(read_crl(changed)))
  assert.throws(() => read_crl(Buffer.from('xin chào')), /bị hỏng/)
})

test('in the file (PAdES-B-LT): a fresh list says good, a revoked certificate is refused, an old list says nothing', () => {
  assert.deepEqual(state(paper), { valid: true, problem: undefined, state: 'unasked' })
  assert.deepEqual(state(with_dss({ CRLs: [list([])] })), { valid: true, problem: undefined, state: 'good' })
  const revoked = state(with_dss({ CRLs: [list([of_doctor])] }))
  assert.deepEqual([revoked.valid, revoked.state], [false, 'revoked'])
  assert.match(revoked.problem ?? '', /đã bị thu hồi/)
  const later = { serial: 'A1', at: new Date(signed_at.getTime() + hour_ms) }
  assert.deepEqual(state(with_dss({ CRLs: [list([later])] })).valid, true, 'revoked after it signed')
  assert.equal(state(with_dss({ CRLs: [list([], -3 * hour_ms)] })).state, 'unasked')
  const stranger = write_crl(hospital_ca(), { ...around(), revoked: [of_doctor] })
  assert.deepEqual(state(with_dss({ CRLs: [stranger] })), { valid: true, problem: undefined, state: 'unasked' })
})

test('validation data may come after the last signature, and nothing may hide beside them', () => {
  const good = with_dss({ CRLs: [list([])] })
  assert.match(verify_pdf(Buffer.concat([good, Buffer.from('% more\n')]), trust).problem ?? '', /thêm vào sau chữ ký/)
  const overlaid = tampered(good, ({ root, root_ref }) => [
    {
      ...{ number: root_ref.number, generation: 0 },
      value: { ...root, entries: new Map([...root.entries, ['OpenAction', dict({ S: 1 })]]) },
    },
  ])
  assert.equal(verify_pdf(overlaid, trust).valid, false)
  assert.equal(open_pdf(good).root.entries.has('DSS'), true)
})

test('what the caller keeps: good while fresh, revoked, unknown once outdated', () => {
  const keeps =
    (window: { this_update: Date; next_update: Date }, revoked_at?: Date): RevocationRegister =>
    (key, serial) => {
      assert.deepEqual([key, serial], [issuer.key, 'A1'])
      return { list: window, revoked_at }
    }
  assert.equal(state(paper, keeps(around())).state, 'good')
  assert.equal(state(paper, keeps(around(), before)).valid, false)
  const old = state(paper, keeps(around(-3 * hour_ms)))
  assert.deepEqual([old.valid, old.state], [true, 'unknown'])
  assert.equal(state(paper, () => ({})).state, 'unasked', 'an authority that publishes nothing')
  assert.equal(
    state(with_dss({ CRLs: [list([])] }), keeps(around(-3 * hour_ms))).state,
    'good',
    'the file knows better',
  )
})

const ocsp_answer = (index: string): Uint8Array => {
  const dir = mkdtempSync(join(tmpdir(), 'ocsp-'))
  const at = (name: string): string => join(dir, name)
  try {
    writeFileSync(at('ca.pem'), ca.certificate_pem)
    writeFileSync(at('ca.key'), ca.private_key_pem)
    writeFileSync(at('a.pem'), doctor.certificate)
    writeFileSync(at('index.txt'), index)
    execFileSync('openssl', ['ocsp', '-issuer', at('ca.pem'), '-cert', at('a.pem'), '-reqout', at('req')], {
      stdio: 'ignore',
    })
    const signer = [
      '-rsigner',
      at('ca.pem'),
      '-rkey',
      at('ca.key'),
      '-CA',
      at('ca.pem'),
      '-ndays',
      '400',
      '-resp_no_certs',
    ]
    execFileSync(
      'openssl',
      ['ocsp', '-index', at('index.txt'), '-reqin', at('req'), '-respout', at('res'), ...signer],
      {
        stdio: 'ignore',
      },
    )
    return readFileSync(at('res'))
  } finally {
    rmSync(dir, { recursive: true })
  }
}

test('an answer of the authority (OCSP, made by openssl) that lies in the file counts like a list', () => {
  const good = ocsp_answer('V\t271231000000Z\t\tA1\tunknown\t/CN=A\n')
  assert.deepEqual(state(with_dss({ OCSPs: [good] })), { valid: true, problem: undefined, state: 'good' })
  const revoked = ocsp_answer('R\t271231000000Z\t261001000000Z\tA1\tunknown\t/CN=A\n')
  assert.deepEqual(state(with_dss({ OCSPs: [revoked] })).state, 'revoked')
  assert.deepEqual(state(with_dss({ OCSPs: [good, revoked] })).valid, false, 'who revoked is believed')
  const changed = Buffer.from(good)
  changed[changed.length - 5] = (changed.at(-5) ?? 0) ^ 1
  assert.deepEqual(state(with_dss({ OCSPs: [changed, Buffer.from('x')] })).state, 'unasked')
})
