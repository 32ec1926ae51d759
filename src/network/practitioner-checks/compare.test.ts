import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, type Known } from './compare.ts'

const doctor: Known = {
  ...{
    id: 'p1',
    account: 'a1',
    name: 'BS. Nguyễn Thu Hương',
    stored_name: 'Nguyễn Thu Hương',
    role: 'doctor',
    active: true,
  },
  ...{ licence: '001/BG-CCHN', personal_id: '024180001234', bhxh_signer: 'H1', prescription_code: 'BS-1' },
  ...{ certificate_name: 'BSCKII. NGUYỄN THU HƯƠNG', prescribes: true, signs: true },
}
const whats = (...known: Known[]) => compare(known).map(({ what, of }) => `${what} ${of}`)

test('who has everything once contradicts nothing; a title is no other name', () => {
  assert.deepEqual(whats(doctor), [])
  assert.deepEqual(whats({ ...doctor, name: 'ThS.BS. Nguyễn Thu Hương', certificate_name: 'BS Nguyễn Thu Hương' }), [])
  assert.deepEqual(whats({ ...doctor, stored_name: 'Nguyễn Thu Hường' }), ['named-otherwise name'])
  assert.deepEqual(whats({ ...doctor, stored_name: 'Tố Hương' }), ['named-otherwise name'], '“Tố” is no title')
})

test('the gravest first; a number shared by a difference of letters, and a personal ID by its end alone', () => {
  const other: Known = {
    ...doctor,
    id: 'p2',
    account: 'a2',
    name: 'Lê Văn B',
    stored_name: 'Lê Văn B',
    certificate_name: '',
  }
  const found = compare([doctor, { ...other, licence: '001/bg-cchn', prescription_code: '', bhxh_signer: '' }])
  assert.deepEqual(
    found.map(({ what, of, value }) => [what, of, value]),
    [
      ['shared', 'licence', '001/BG-CCHN'],
      ['shared', 'personal-id', '…1234'],
      ['missing', 'prescription-code', ''],
      ['missing', 'bhxh-signer', ''],
      ['missing', 'certificate', ''],
    ],
  )
})

test('of who left nothing is missed, but a code she keeps is named', () => {
  assert.deepEqual(whats({ ...doctor, active: false, licence: '', bhxh_signer: '' }), ['idle prescription-code'])
})
