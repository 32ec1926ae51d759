import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { add_slots, sign_pdf, verify_pdf } from './index.ts'
import type { PdfVerdict } from './index.ts'
import { appearance_of, doctor_signs, head_signs, hospital_ca } from './test-material.ts'
import { packed_pdf, signed_at, slots, trust, typst_pdf } from './test-material.ts'

const original = typst_pdf()
const once = await sign_pdf(original, doctor_signs)
const twice = await sign_pdf(once, head_signs)

/** Valid, or the sentence that says why not; a Failure counts as found, anything else is a crash. */
const outcome = (pdf: Uint8Array): string => {
  try {
    const verdict = verify_pdf(pdf, trust)
    return verdict.valid ? 'valid' : (verdict.problem ?? 'no sentence')
  } catch (error) {
    assert.ok(error instanceof Failure, `crash: ${error}`)
    return error.message
  }
}

const brief = (verdict: PdfVerdict) =>
  verdict.signatures.map((one) => [one.field_name, one.signer, one.covers_revision, one.later_changes, one.valid])

test('two good signatures: who, which slot, which revision', () => {
  const verdict = verify_pdf(twice, trust)
  assert.equal(verdict.problem, undefined)
  assert.equal(verdict.appended_bytes, 0)
  assert.deepEqual(brief(verdict), [
    ['bac_si', 'Nguyễn Văn Á', 1, 'signatures', true],
    ['truong_khoa', 'Trần Thị Bưởi', 2, 'none', true],
  ])
  const [first, second] = verdict.signatures
  assert.deepEqual([first?.covers_whole_file, second?.covers_whole_file], [false, true])
  assert.deepEqual(first?.signed_at, doctor_signs.signed_at)
  assert.equal(first?.certificate?.serial, 'A1')
  assert.equal(first?.certificate?.identifier, 'CCHN:00A1')
  assert.equal(first?.claimed_name, 'BS Nguyễn Văn Á')
  assert.equal(first?.reason, 'Ký kết quả xét nghiệm')
})

test('an unsigned file is told apart from a bad one', () => {
  assert.deepEqual(verify_pdf(original, trust).signatures, [])
  assert.match(outcome(original), /không có chữ ký/)
})

test('a changed byte anywhere is found', async () => {
  const packed = await sign_pdf(await sign_pdf(await packed_pdf(), doctor_signs), head_signs)
  const marked = await sign_pdf(add_slots(original, slots, signed_at), {
    ...doctor_signs,
    appearance: appearance_of('Ký số bởi: Nguyễn Văn Á'),
  })
  for (const [pdf, stride] of [[twice, 149] as const, [packed, 29] as const, [marked, 149] as const]) {
    const broken = Buffer.from(pdf)
    for (let index = 0; index < pdf.length; index += stride)
      for (const change of [0x01, 0x20]) {
        broken[index] = (pdf[index] ?? 0) ^ change
        assert.notEqual(outcome(broken), 'valid', `byte ${index} ^ ${change}`)
        broken[index] = pdf[index] ?? 0
      }
  }
})

test('every byte in and around the room of the last signature is guarded', () => {
  const start = twice.lastIndexOf(0x3c, Buffer.from(twice).lastIndexOf('0'.repeat(500)))
  const broken = Buffer.from(twice)
  for (let index = start - 300; index < start + 2600; index += 5) {
    broken[index] = (twice[index] ?? 0) ^ 0x01
    assert.notEqual(outcome(broken), 'valid', `byte ${index}`)
    broken[index] = twice[index] ?? 0
  }
})

test('blanks and odd digits among the zeros after the signature are found', () => {
  const zeros = Buffer.from(twice).lastIndexOf('0'.repeat(500))
  for (const text of [' ', '\0', '\n', '  ', '0 ', '%', '>'])
    for (const at of [zeros, zeros + 250, zeros + 500 - text.length]) {
      const broken = Buffer.from(twice)
      broken.write(text, at, 'latin1')
      assert.notEqual(outcome(broken), 'valid', JSON.stringify([text, at - zeros]))
    }
})

test('changed text is named as such', () => {
  const broken = Buffer.from(once)
  broken[broken.indexOf('stream') + 40]! ^= 1
  const verdict = verify_pdf(broken, trust)
  assert.equal(verdict.signatures[0]?.digest_ok, false)
  assert.match(verdict.problem ?? '', /Chữ ký “bac_si”: Nội dung đã bị thay đổi sau khi ký/)
})

test('bytes after the last signature are reported, even a blank line', () => {
  for (const extra of ['\n', ' ', '% lời phê', '\0'.repeat(40)]) {
    const verdict = verify_pdf(Buffer.concat([twice, Buffer.from(extra)]), trust)
    assert.equal(verdict.valid, false)
    assert.equal(verdict.appended_bytes, Buffer.byteLength(extra))
    assert.match(verdict.problem ?? '', /byte được thêm vào sau chữ ký cuối cùng/)
  }
})

test('a file cut anywhere is refused, never a crash', () => {
  for (let length = 0; length < twice.length; length += 331) {
    const result = outcome(twice.subarray(0, length))
    assert.notEqual(result, 'valid', `${length}`)
  }
  // Cut exactly after the first signature it is what the doctor signed, and honestly says so.
  assert.equal(outcome(twice.subarray(0, once.length)), 'valid')
})

test('unknown authority and expired or revoked certificate are refused', () => {
  const other = verify_pdf(twice, { trusted_pem: [hospital_ca().certificate_pem] })
  assert.deepEqual(
    other.signatures.map((one) => [one.signature_ok, one.chain_ok]),
    [
      [true, false],
      [true, false],
    ],
  )
  assert.match(other.problem ?? '', /không do tổ chức được tin cậy cấp/)
  assert.equal(verify_pdf(twice, { trusted_pem: [] }).valid, false)
  assert.match(verify_pdf(twice, { ...trust, at: new Date('2028-06-01') }).problem ?? '', /đã hết hạn/)
  const revoked_at = ({ serial }: { serial: string }) => (serial === 'B2' ? new Date('2026-11-01') : undefined)
  assert.deepEqual(
    verify_pdf(twice, { ...trust, revoked_at }).signatures.map((one) => one.valid),
    [true, false],
  )
})

test('a signature dated in the future is refused unless the caller vouches for the moment', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000)
  const signed = await sign_pdf(original, { ...doctor_signs, signed_at: tomorrow })
  assert.match(verify_pdf(signed, trust).problem ?? '', /tương lai/)
  assert.equal(verify_pdf(signed, { ...trust, at: tomorrow }).valid, true)
})
