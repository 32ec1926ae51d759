import { make_root, issue_certificate, make_key_pair, software_provider, sign_pdf, verify_pdf } from './index.ts'
import { readFileSync } from 'node:fs'
const validity = { from: new Date('2026-01-01'), to: new Date('2028-06-01') }
const ca = make_root({ common_name: 'Gốc', organization: 'BV Bắc Giang', validity })
const person = (n: string, serial: string) => {
  const kp = make_key_pair()
  return software_provider(
    kp.private_key_pem,
    issue_certificate(ca, {
      subject: { common_name: n, title: 'BS', organization: 'BV', identifier: 'CCHN:' + serial },
      public_key_pem: kp.public_key_pem,
      validity,
      serial,
    }),
  )
}
const a = person('Nguyễn Văn Á', 'a1'),
  b = person('Trần Thị B', 'b2')
const pdf = readFileSync('/tmp/sig/' + process.argv[2])
const one = await sign_pdf(pdf, {
  provider: a,
  signer_name: 'BS Nguyễn Văn Á',
  signed_at: new Date(),
  field_name: 'bac_si',
  reserved_bytes: 1500,
})
const two = Buffer.from(
  await sign_pdf(one, {
    provider: b,
    signer_name: 'Trần Thị B',
    signed_at: new Date(),
    field_name: 'truong_khoa',
    rect: [300, 50, 500, 110],
    reserved_bytes: 1500,
  }),
)
const trusted = { trusted_pem: [ca.certificate_pem] }
console.log(two.length, verify_pdf(two, trusted).valid)
let missed = 0,
  threw = 0,
  other = 0
const t = performance.now()
const start = Number(process.argv[3] ?? 0)
for (let i = start; i < two.length; i++)
  for (const x of [1, 0x20, 0xff]) {
    two[i]! ^= x
    try {
      if (verify_pdf(two, trusted).valid) {
        missed++
        if (missed < 30) console.log('MISSED', i, x, JSON.stringify(two.subarray(i - 30, i + 10).toString('latin1')))
      }
    } catch (e) {
      if ((e as Error).name === 'Failure') threw++
      else {
        other++
        console.log('CRASH', i, e)
      }
    }
    two[i]! ^= x
  }
console.log({ missed, threw, other, seconds: (performance.now() - t) / 1000 })
