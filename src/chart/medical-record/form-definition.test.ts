import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

import { fields_of, signatures_of } from './form-definition.ts'
import { load_forms } from './form-definition-load.ts'

const forms_dir = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'forms')

const facts = new RegExp(
  '^(form\\.code|summary\\.[a-z_]+|facility\\.(authority|code|full_name|name|parent_name)|letter\\.[a-z_]+(\\.code)?|coverage\\.(number|valid_from|valid_to)' +
    '|patient\\.[a-z_]+(\\.[a-z_]+)?|stay\\.[a-z_]+(\\.[a-z_]+)?|diagnosis\\.[a-z-]+(\\.code)?)$',
)

/** A folder with one block and one form of the given items. */
function folder(items: unknown[], change: Record<string, unknown> = {}): string {
  const dir = mkdtempSync(join(tmpdir(), 'forms-'))
  mkdirSync(join(dir, 'blocks'))
  mkdirSync(join(dir, 'thu'))
  const block = {
    block: 'ten',
    items: [
      { type: 'text', id: 'ho_ten', label: 'Họ và tên', numbered: true },
      { type: 'date', id: 'ngay_sinh', label: 'Sinh ngày', numbered: true },
    ],
  }
  const law = { source: 'x', valid_from: '2024-01-01' }
  const sections = [{ id: 'a', title: 'A', stage: 'open', items }]
  const form = {
    code: null,
    slug: 'thu',
    version: '1',
    title: 'THỬ',
    kind: 'sheet',
    setting: 'any',
    law,
    confidence: 'x',
    sections,
  }
  writeFileSync(join(dir, 'blocks', 'ten.json'), JSON.stringify(block))
  writeFileSync(join(dir, 'thu', 'form.json'), JSON.stringify({ ...form, ...change }))
  return dir
}

const labels = (dir: string) =>
  load_forms(dir)
    .get('thu')
    ?.sections[0]?.items.map((item) => item.label)

describe('forms of the house', () => {
  const forms = load_forms(forms_dir)

  it('load, all 53', () => {
    assert.equal(forms.size, 53)
  })

  it('print the numbers of the blank paper', () => {
    const label = (slug: string, id: string) => {
      const form = forms.get(slug)
      return form && fields_of(form).find((field) => field.id === id)?.label
    }
    assert.equal(label('01-BV1', 'vao_vien'), '12. Vào viện')
    assert.equal(label('02-BV1', 'vao_vien'), '11. Vào viện')
    assert.equal(label('01-BV1', 'cd_gp_tu_thi'), '29. Chẩn đoán giải phẫu tử thi')
    assert.equal(label('10-BV1', 'ket_qua_dtr'), '26. Kết quả điều trị')
  })

  it('bind to facts of the vocabulary, codes beside their words', () => {
    for (const form of forms.values()) {
      for (const field of fields_of(form)) {
        if (field.bind !== undefined) assert.match(field.bind, facts, `${form.slug} ${field.id}`)
        if (field.type === 'code' && field.bind?.startsWith('diagnosis.'))
          assert.match(field.bind, /\.code$/, `${form.slug} ${field.id}`)
      }
    }
  })

  it('say who signs every record, and when', () => {
    for (const form of forms.values()) {
      if (form.kind !== 'record') continue
      const signatures = signatures_of(form)
      assert.ok(
        signatures.some((signature) => signature.required_at !== undefined),
        form.slug,
      )
    }
  })

  it('measure with LOINC and UCUM', () => {
    const pressure = fields_of(forms.get('01-BV1') ?? assert.fail()).find((field) => field.id === 'huyet_ap')
    assert.deepEqual(
      pressure?.observe?.components?.map(({ code, unit }) => [code, unit]),
      [
        ['8480-6', 'mm[Hg]'],
        ['8462-4', 'mm[Hg]'],
      ],
    )
  })
})

describe('load_forms', () => {
  it('includes, numbers, overrides, inserts', () => {
    const include = {
      include: 'ten',
      number_from: 7,
      override: { ngay_sinh: { label: 'Ngày sinh' } },
      insert_after: { ho_ten: [{ type: 'text', id: 'biet_danh', label: 'Tên khác', numbered: true }] },
    }
    assert.deepEqual(labels(folder([include])), ['7. Họ và tên', '8. Tên khác', '9. Ngày sinh'])
  })

  const wrong: [string, unknown[], RegExp][] = [
    ['an unknown type', [{ type: 'slider', id: 'a', label: 'A' }], /thu.form\.json: mục "a": loại "slider"/],
    [
      'a duplicate id',
      [{ include: 'ten' }, { type: 'text', id: 'ho_ten', label: 'B' }],
      /form\.json: mục "ho_ten": trùng id/,
    ],
    ['a code of nothing', [{ type: 'code', id: 'm', label: 'Mã', of: 'x' }], /mục "m": "of" trỏ tới "x"/],
    ['an unknown block', [{ include: 'khong' }], /không có khối "khong"/],
    ['an override of nothing', [{ include: 'ten', override: { x: {} } }], /khối ten không có mục "x"/],
    ['a choice without options', [{ type: 'choice', id: 'c', label: 'C' }], /mục "c": không có lựa chọn/],
    [
      'a condition on nothing',
      [{ type: 'text', id: 'a', label: 'A', visible_if: { item: 'x', equals: '1' } }],
      /mục "a": visible_if trỏ tới "x"/,
    ],
  ]
  for (const [name, items, message] of wrong)
    it(`refuses ${name}, with file and item`, () => {
      assert.throws(() => load_forms(folder(items)), message)
    })

  it('refuses two sections of one name: each is a group of the Questionnaire (que-2)', () => {
    const section = { id: 'a', title: 'A', stage: 'open', items: [] }
    assert.throws(() => load_forms(folder([], { sections: [section, section] })), /trùng phần "a"/)
  })

  it('refuses a slug that is not its folder', () => {
    assert.throws(() => load_forms(folder([], { slug: 'khac' })), /slug "khac" khác tên thư mục/)
  })
})
