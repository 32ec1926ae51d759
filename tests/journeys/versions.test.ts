import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Sheet, SheetComparison, SheetVersions } from '../../src/chart/medical-record/contract.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site, type Person } from '../test-site.ts'

const running = await start_test_site()
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const head = await running.person('head_of_department')
const nurse = await running.person('nurse')

const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { encounter, sheet } = (await reception('POST', '/api/stays', admission(patient))).json as {
  encounter: string
  sheet: string
}

const get_sheet = async (person: Person, id = sheet) => (await person('GET', `/api/sheets/${id}`)).json as Sheet
const write = async (answers: unknown, id = sheet, person = doctor) => {
  const { version, draft } = await get_sheet(person, id)
  const body = { seen_revision: draft?.revision ?? 0, base_version: version, tab: 't', answers }
  const saved = await person('PUT', `/api/sheets/${id}/draft`, body)
  assert.equal(saved.status, 200, saved.text)
}
const complete = (version: number, id = sheet, person = doctor) =>
  person('POST', `/api/sheets/${id}/complete`, { if_match: version })
const versions = async (id = sheet) =>
  JSON.parse((await doctor('GET', `/api/sheets/${id}/versions`)).text) as SheetVersions
const compare = async (old: number, fresh: number | 'draft', id = sheet) => {
  const answer = await doctor('GET', `/api/sheets/${id}/versions/${old}/compare/${fresh}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.json as unknown as SheetComparison
}
const items_of = (comparison: SheetComparison) => comparison.sections.flatMap((section) => section.items)

test('the sheet says which boxes may be put right here, who may write, and whose signatures are open', async () => {
  const mine = await get_sheet(doctor)
  assert.ok(mine.correctable.includes('nghe_nghiep') && mine.correctable.includes('cd_vao_khoa'))
  assert.ok(!mine.correctable.includes('ho_ten'), 'a name is put right at the reception')
  assert.ok(mine.correctable.every((item) => mine.filled.includes(item)))
  assert.equal(mine.may_write, true)
  assert.equal((await get_sheet(nurse)).may_write, false)
  const places = async (person: Person) =>
    (await get_sheet(person)).open_slots.filter((slot) => slot.may_i).map((slot) => slot.slot)
  assert.ok((await places(doctor)).includes('ky_bs_lam_ba'))
  assert.equal((await places(head))[0], 'ky_truong_khoa')
  assert.match(mine.open_slots.find((slot) => slot.slot === 'ky_giam_doc')?.why_not ?? '', /giám đốc/)
})

test('a stop nobody filled is no reason to refuse, but the answer says where it stands', async () => {
  const text = 'Cách nhập viện [ ] ngày, sốt 38–39 °C, ho đờm đục.'
  await write({ ...clinical_answers, qua_trinh_benh_ly: text })
  const completed = await complete(1)
  assert.equal(completed.status, 200, completed.text)
  const warnings = completed.json['warnings'] as string[]
  assert.equal(warnings.length, 1, warnings.join())
  assert.match(warnings[0] ?? '', /Cách nhập viện \[ \] ngày/)
})

test('versions: who wrote which, and what a signature covers; the draft is one of them', async () => {
  const signed = await doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 2 })
  assert.equal(signed.status, 200, signed.text)
  await write(
    { ...clinical_answers, cq_ho_hap: 'Rì rào phế nang rõ hai bên, không ran.', nhiet_do: '37.2' },
    sheet,
    head,
  )
  const told = (await versions()).versions
  assert.deepEqual(
    told.map(({ version, status, author }) => [version, status, author]),
    [
      ['draft', 'draft', 'BS. head_of_department'],
      [2, 'completed', 'BS. doctor'],
      [1, 'in-progress', 'BS. reception'],
    ],
  )
  assert.deepEqual(
    told.map((one) => one.signatures.map(({ slot, name, document }) => [slot, name, document])),
    [[], [['ky_bs_lam_ba', 'BS. doctor', signed.json['document']]], []],
  )
})

test('the draft beside the signed version: what differs, in the form’s order and in words', async () => {
  const comparison = await compare(2, 'draft')
  assert.equal(comparison.old.signatures.length, 1)
  assert.equal(comparison.new.signatures.length, 0)
  const items = items_of(comparison)
  assert.deepEqual(
    items.map(({ item }) => item),
    ['qua_trinh_benh_ly', 'nhiet_do', 'cq_ho_hap'],
    'what the store fills has not changed',
  )
  assert.deepEqual(items[1], { item: 'nhiet_do', label: 'Nhiệt độ', old: '38,4 °C', new: '37,2 °C' })
  assert.equal((await complete(2, sheet, head)).status, 200)
  const stored = await compare(2, 3)
  assert.deepEqual(stored.sections, comparison.sections, 'completed, it says what the draft said')
  assert.deepEqual(items_of(await compare(3, 3)), [])
})

test('a treatment sheet is compared entry by entry', async () => {
  const { id } = (await doctor('POST', `/api/stays/${encounter}/sheets`, { slug: '36-BV2' })).json as { id: string }
  const entry = (at: string, dien_bien: string, chi_dinh: string) => ({
    thoi_gian: `2026-11-20T${at}`,
    dien_bien,
    chi_dinh,
  })
  const morning = entry('08:00', 'Sốt 38,4 °C.', 'Ceftriaxon 1 g × 2')
  const noon = entry('14:00', 'Đỡ sốt.', 'Theo dõi')
  await write({ dien_bien: [morning, noon] }, id)
  assert.equal((await complete(1, id)).status, 200)
  await write(
    { dien_bien: [entry('08:00', 'Sốt 38,4 °C.', 'Ceftriaxon 2 g × 2'), noon, entry('20:00', 'Ngủ được.', '')] },
    id,
  )
  const [table] = items_of(await compare(2, 'draft', id))
  assert.deepEqual(
    table?.rows?.map(({ name, kind, cells }) => [name, kind, cells.map((cell) => `${cell.old} → ${cell.new}`)]),
    [
      ['20/11/2026 08:00', 'changed', ['Ceftriaxon 1 g × 2 → Ceftriaxon 2 g × 2']],
      ['20/11/2026 20:00', 'new', [' → 20/11/2026 20:00', ' → Ngủ được.']],
    ],
  )
})

test('what is not there is said; every look at an old version is in the log', async () => {
  const statuses = async (person: Person, paths: string[]) =>
    Promise.all(paths.map(async (path) => (await person('GET', `/api/sheets/${path}`)).status))
  assert.deepEqual(
    await statuses(doctor, [
      'khong-co/versions',
      `${sheet}/versions/9/compare/2`,
      `${sheet}/versions/2/compare/draft`,
      `${sheet}/versions/hai/compare/3`,
      `${sheet}/versions/0/compare/3`,
    ]),
    [404, 404, 404, 400, 400],
  )
  assert.deepEqual(await statuses(reception, [`${sheet}/versions`, `${sheet}/versions/2/compare/3`]), [403, 403])
  assert.deepEqual(
    await statuses(await running.person('doctor.b'), [`${sheet}/versions`, `${sheet}/versions/2/compare/3`]),
    [404, 404],
  )
  const log = JSON.parse((await head('GET', `/api/patients/${patient}/access-log`)).text) as {
    actor: string
    what: string
  }[]
  const looks = log.filter((line) => line.actor === 'BS. doctor').map((line) => line.what)
  assert.ok(looks.includes(`vread QuestionnaireResponse/${sheet}/_history/2`), looks.slice(0, 8).join('\n'))
  assert.ok(looks.includes(`history-instance QuestionnaireResponse/${sheet}/_history`))
  assert.ok(looks.some((what) => what.startsWith(`draft QuestionnaireResponse/${sheet}#draft-`)))
})
