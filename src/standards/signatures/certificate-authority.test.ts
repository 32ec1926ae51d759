import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { issue_certificate, make_key_pair, make_root, read_certificate_summary, software_provider } from './index.ts'
import { ca, doctor, hospital_ca, in_folder, person, run, validity } from './test-material.ts'

const wish = {
  subject: { common_name: 'Lê C', organization: 'BV', identifier: 'CCHN:1' },
  public_key_pem: make_key_pair().public_key_pem,
  validity,
  serial: '01',
}

test('openssl accepts root and certificate under the strict rules of RFC 5280, with both kinds of key', () => {
  for (const kind of ['ecdsa-p256', 'rsa-2048'] as const) {
    const root = hospital_ca(kind)
    const { certificate } = person(root, 'Nguyễn Văn Á', 'A1', kind)
    in_folder({ 'ca.pem': root.certificate_pem, 'a.pem': certificate }, (path) => {
      const args = ['-x509_strict', '-check_ss_sig', '-purpose', 'smimesign', '-CAfile', path('ca.pem'), path('a.pem')]
      assert.match(run('openssl', 'verify', ...args), /OK/)
    })
  }
})

test('openssl reads the extensions that a document signer needs, and no more', () => {
  in_folder({ 'a.pem': doctor.certificate, 'ca.pem': ca.certificate_pem }, (path) => {
    const text = run('openssl', 'x509', '-noout', '-text', '-nameopt', 'utf8', '-in', path('a.pem'))
    assert.match(text, /Key Usage: critical\s+Digital Signature, Non Repudiation\n/)
    assert.match(text, /Extended Key Usage: \s+1\.3\.6\.1\.5\.5\.7\.3\.36, E-mail Protection\n/)
    assert.match(text, /Basic Constraints: critical\s+CA:FALSE/)
    assert.match(text, /title=Bác sĩ, CN=Nguyễn Văn Á, UID=CCHN:00A1/)
    assert.doesNotMatch(text, /Authority Information Access|CRL Distribution/)
    const root = run('openssl', 'x509', '-noout', '-text', '-in', path('ca.pem'))
    const identifier = /Subject Key Identifier: \s+([0-9A-F:]+)/.exec(root)?.[1] ?? 'none'
    assert.ok(text.includes(`Authority Key Identifier: \n                ${identifier}`))
    assert.match(root, /CA:TRUE, pathlen:0/)
    assert.match(root, /Key Usage: critical\s+Certificate Sign, CRL Sign\n/)
  })
})

test('summary tells what the screens show', () => {
  const summary = read_certificate_summary(doctor.certificate)
  assert.equal(summary.common_name, 'Nguyễn Văn Á')
  assert.equal(summary.title, 'Bác sĩ')
  assert.equal(summary.organization, 'BVĐK tỉnh Bắc Giang')
  assert.equal(summary.identifier, 'CCHN:00A1')
  assert.equal(summary.serial, 'A1')
  assert.deepEqual(summary.valid_from, validity.from)
  assert.deepEqual(summary.valid_to, validity.to)
})

test('validity beyond 2049 is written as RFC 5280 wants', () => {
  const far = { from: new Date('2049-06-01T00:00:00Z'), to: new Date('2055-06-01T00:00:00Z') }
  const root = make_root({ common_name: 'Gốc', organization: 'BV', validity: far })
  assert.deepEqual(read_certificate_summary(root.certificate_pem).valid_to, far.to)
})

test('refuses nonsense with a Failure', () => {
  const backwards = { from: validity.to, to: validity.from }
  assert.throws(() => issue_certificate(ca, { ...wish, validity: backwards }), Failure)
  assert.throws(() => issue_certificate(ca, { ...wish, public_key_pem: 'x' }), Failure)
  for (const serial of ['', '0', 'xyz', 'f'.repeat(40)])
    assert.throws(() => issue_certificate(ca, { ...wish, serial }), Failure)
  assert.throws(() => issue_certificate({ ...ca, private_key_pem: make_key_pair().private_key_pem }, wish), Failure)
  assert.throws(() => software_provider(make_key_pair().private_key_pem, doctor.certificate), Failure)
  assert.throws(() => software_provider('no key', doctor.certificate), Failure)
  assert.throws(() => read_certificate_summary('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'), Failure)
})

test('a person cannot act as an authority', () => {
  const keys = make_key_pair()
  const certificate_pem = issue_certificate(ca, { ...wish, public_key_pem: keys.public_key_pem })
  assert.throws(() => issue_certificate({ certificate_pem, private_key_pem: keys.private_key_pem }, wish), Failure)
})
