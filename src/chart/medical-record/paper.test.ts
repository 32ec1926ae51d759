/** Where the signatures of a sheet are seen: a slot for each, on the paper from the start. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Caller } from '../../platform/audit/index.ts'
import { evict, render_signable, type SignatureSlot } from '../../standards/print/index.ts'
import { find_empty_slot } from '../../standards/signatures/index.ts'
import { load_forms } from './form-definition-load.ts'
import type { FormDefinition } from './form-definition.ts'
import { draw_mark, draw_pages, print_to_sign, type Mark } from './paper.ts'
import { slots_of } from './signature-slots.ts'

const forms = load_forms(join(import.meta.dirname, '../../../forms'))
const at = new Date('2026-11-21T02:05:00Z')
const caller: Caller = {
  actor: { id: 'bs-1', name: 'BS. Nguyễn Hữu Thắng', role: 'doctor', kind: 'user' },
  facility: '24012',
  purpose: 'TREAT',
  address: '127.0.0.1',
  request_id: 'r',
}
const context = { caller, facility_name: 'Bệnh viện thử', at, status: 'signed' as const }
const mark_in = (slot: string): Mark => ({ slot, label: 'Bác sỹ', name: caller.actor.name, at: at.toISOString() })
const text_of = (pdf: Uint8Array) =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).normalize('NFC')

const form_of = (slug: string): FormDefinition => {
  const form = forms.get(slug)
  assert.ok(form)
  return form
}

after(evict)

const apart = (one: SignatureSlot, other: SignatureSlot) =>
  one.page !== other.page ||
  one.left + one.width <= other.left ||
  other.left + other.width <= one.left ||
  one.top + one.height <= other.top ||
  other.top + other.height <= one.top

test('every form has one slot for each who may sign it, large enough to be read, none over another', async () => {
  for (const [slug, form] of forms) {
    const signers = slots_of(form).map(({ id, label }) => ({ id, label }))
    const { slots } = await render_signable({ form, answers: {}, signatures: {}, signers, mode: 'paper' })
    for (const { id } of signers) assert.equal(slots.filter((slot) => slot.id === id).length, 1, `${slug} ${id}`)
    for (const slot of slots) {
      assert.ok(slot.width >= 100 && slot.height >= 18, `${slug} ${slot.id}`)
      assert.ok(
        slots.every((other) => other === slot || apart(slot, other)),
        `${slug} ${slot.id}`,
      )
    }
  }
})

test('the paper to be signed names nobody; the mark says who, in which role, when', async () => {
  const pdf = await print_to_sign(form_of('01-BV1'), {}, mark_in('ky_bs_lam_ba'), context)
  assert.doesNotMatch(text_of(pdf), /Ký số bởi/)
  const slot = find_empty_slot(pdf, 'ky_truong_khoa')
  assert.ok(slot?.name_line)
  const head: Mark = { ...mark_in('ky_truong_khoa'), label: 'Trưởng khoa', name: 'BSCKII. Trần Thị Lệ Ẩn' }
  const words = text_of(await draw_mark(head, slot))
  assert.match(words, /Ký số bởi: BSCKII\. Trần Thị Lệ Ẩn\s+Trưởng khoa, 09:05 ngày 21\/11\/2026/)
  assert.equal(words.split('BSCKII. Trần Thị Lệ Ẩn').length - 1, 2, 'in the mark, and on the line for the name')
})

test('a slot the paper does not name is there all the same: the receiver of the record, the author of a care sheet', async () => {
  for (const [slug, slot] of [
    ['01-BV1', 'ky_nguoi_nhan'],
    ['38-BV2', 'ky_dieu_duong'],
  ] as const)
    assert.ok(find_empty_slot(await print_to_sign(form_of(slug), {}, mark_in(slot), context), slot), slug)
})

test('treatment sheet: one signature after the last entry; the entries before repeat its words', async () => {
  const row = (hour: string) => ({ thoi_gian: `2026-11-20T${hour}:05`, dien_bien: 'Đỡ ho', chi_dinh: 'Theo dõi' })
  const dien_bien = [row('08'), row('14'), row('20')]
  const pdf = await print_to_sign(form_of('36-BV2'), { dien_bien }, mark_in('ky_bac_sy'), context)
  assert.equal(text_of(pdf).match(/Ký số bởi: BS\. Nguyễn Hữu Thắng/g)?.length, 2)
  assert.ok(find_empty_slot(pdf, 'ky_bac_sy'))
})

test('a long name takes smaller letters, never more room', async () => {
  const name = 'PGS. TS. BSCKII. Công Tằng Tôn Nữ Hoàng Phương Thảo Quỳnh'
  for (const slot of [
    { width: 122, height: 19 },
    { width: 150, height: 40, name_line: { x: 40, y: 35.5, size: 12 } },
  ]) {
    const words = text_of(await draw_mark({ ...mark_in('ky_nguoi_nhan'), name }, slot)).replace(/\s+/g, ' ')
    assert.ok(words.includes(`Ký số bởi: ${name}`), words)
  }
})

test('signing moves nothing: the page on the screen has the same lines before and after, and the mark', async () => {
  const form = form_of('01-BV1')
  const signed = [mark_in('ky_bs_lam_ba'), mark_in('ky_truong_khoa'), mark_in('ky_giam_doc')]
  const [before, after_signing] = [await draw_pages(form, {}, []), await draw_pages(form, {}, signed)]
  assert.equal(after_signing.page_count, before.page_count)
  const regions = (svg: string | undefined) => [...(svg ?? '').matchAll(/data-field="[^"]*"/g)].map(String)
  for (const [index, page] of before.pages.entries()) {
    const now = after_signing.pages[index]
    assert.deepEqual(regions(now?.svg), regions(page.svg))
    assert.equal(now?.digest === page.digest, ![0, 2].includes(index), `page ${index + 1}`)
  }
})
