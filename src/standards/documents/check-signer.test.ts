import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifier_system, type Resource } from '../fhir/index.ts'
import { verify_submission } from './index.ts'
import {
  certified,
  district,
  doctor_subject,
  make_house,
  make_letter,
  trust_of,
  type LetterWish,
} from './test-letters.ts'

const subject = doctor_subject(district)
const signed_by = (more: Partial<typeof subject>) => certified(district.ca, { ...subject, ...more })
const judged = async (more: Partial<typeof subject>, wish: LetterWish = {}) => {
  const signers: LetterWish['signers'] = [
    ['bac_si', signed_by(more)],
    ['co_so', district.seal],
  ]
  const verdict = verify_submission(await make_letter({ signers, ...wish }), trust_of(district))
  return { valid: verdict.valid, said: verdict.issues.map(({ reason }) => reason), issues: verdict.issues }
}
const stranger: Resource = { resourceType: 'Practitioner', id: 'd2', name: [{ text: 'Lê Thị Khác' }] }

test('the author’s own certificate: by number, or by name in capitals, without marks, behind a title', async () => {
  assert.deepEqual((await judged({})).said, [])
  for (const common_name of ['NGUYỄN VĂN Á', 'NGUYEN VAN A', 'ThS.BS. Nguyễn Văn Á', 'BSCKII. Nguyễn Văn Á'])
    assert.deepEqual((await judged({ common_name, identifier: 'CMND:012345678' })).said, [], common_name)
  assert.deepEqual(
    (await judged({ common_name: 'Bác sĩ Á', identifier: 'CCHN:001234/bg-cchn' })).said,
    [],
    'the number says it',
  )
})

test('another doctor’s certificate under the author’s name is refused, and the sender reads what to do', async () => {
  const other = await judged({ common_name: 'Trần Văn Bê', identifier: 'CCHN:009999/BG-CCHN' })
  assert.deepEqual([other.valid, other.said], [false, ['signer-mismatch']])
  assert.match(other.issues[0]?.message ?? '', /“Trần Văn Bê” ký.*“Nguyễn Văn Á”.*ký lại bằng chứng thư của chính mình/)
  const namesake = await judged({ identifier: 'CCHN:009999/BG-CCHN' })
  assert.deepEqual(namesake.said, ['signer-mismatch'], 'of the same name, with another licence')
})

test('the author on the envelope and in the document are one', async () => {
  const submission = { author: { name: 'Lê Thị Khác', identifiers: [] } }
  assert.deepEqual((await judged({}, { submission })).said, ['author-mismatch'])
  assert.deepEqual((await judged({}, { document: { author: stranger } })).said, ['author-mismatch', 'signer-mismatch'])
})

test('a prescription may be signed by who answers for the house: shown, not refused', async () => {
  const wish: LetterWish = { submission: { kind: 'prescription' }, document: { kind: 'prescription' } }
  const other = await judged({ common_name: 'Trần Văn Bê', identifier: 'CCHN:009999/BG-CCHN' }, wish)
  assert.deepEqual([other.valid, other.said], [true, ['signer-mismatch']])
})

test('a certificate of another house, by its code, is refused; by its tax number where the sender’s is known', async () => {
  const code = await judged({ identifier: 'CSKCB:24001' })
  assert.equal(code.valid, false)
  const house = { ...make_house('24012', district.name), ca: district.ca }
  const seal = certified(district.ca, {
    common_name: district.name,
    organization: district.name,
    identifier: 'MST:2400123456',
  })
  const signer = certified(district.ca, {
    ...subject,
    identifier: 'CCHN:001234/BG-CCHN',
    more_identifiers: ['MST:0100999999'],
  })
  const letter = await make_letter({
    house: { ...house, seal },
    signers: [
      ['bac_si', signer],
      ['co_so', seal],
    ],
  })
  const trust = { ...trust_of(district), seals: [seal.certificate] }
  const verdict = verify_submission(letter, trust)
  assert.deepEqual(
    verdict.issues.map(({ reason }) => reason),
    ['wrong-facility'],
  )
  assert.match(verdict.issues[0]?.message ?? '', /MST:0100999999/)
  const unknown = verify_submission(
    await make_letter({
      signers: [
        ['bac_si', signer],
        ['co_so', district.seal],
      ],
    }),
    trust_of(district),
  )
  assert.equal(unknown.valid, true, 'the tax number of a sender that seals with its code is not known here')
})

test('another organisation by name only is shown; a personal certificate without any is as good as any', async () => {
  const named = await judged({ organization: 'Bệnh viện Nơi Khác' })
  assert.deepEqual([named.valid, named.said], [true, ['signer-organisation']])
  assert.deepEqual((await judged({ organization: '' })).said, [])
  assert.deepEqual((await judged({ organization: 'TRUNG TAM Y TE LANG GIANG' })).said, [])
})

test('a paper alone is held to the author of the envelope', async () => {
  const letter = await make_letter({ submission: { author: { name: identifier_system.cchn, identifiers: [] } } })
  const verdict = verify_submission({ ...letter, parts: [letter.parts[0]] }, { ...trust_of(district), pdf_only: true })
  assert.ok(verdict.issues.some(({ reason }) => reason === 'signer-mismatch'))
})
