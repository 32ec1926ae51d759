/** The engine itself, on a form made for the purpose; the real forms are tested beside them (forms/forms.test.ts). */
import assert from 'node:assert/strict'
import { mkdtempSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

import { compiler_process } from './compiler-process.ts'
import { configure_print, evict, render_appearance, render_pages, render_pdf, render_signable } from './index.ts'
import type { PaperInput } from './index.ts'

const forms_dir = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'forms')

const input = (layout?: string): PaperInput => ({
  form: {
    slug: 'thu',
    code: 'TH/01',
    title: 'PHIẾU THỬ',
    ...(layout === undefined ? {} : { layout }),
    sections: [{ id: 'a', title: 'A', items: [{ type: 'text', id: 'ho_ten', label: 'Họ và tên' }] }],
  },
  answers: { ho_ten: '#panic("x") *Đặng Thị Ngợi* $x$ \\ [//]' },
  signatures: {},
  marks: {
    facility_name: 'Trạm y tế Bình Sơn',
    printed_at: '2026-11-21T06:30',
    printed_by: 'Nguyễn An',
    qr_text: 'ABC-123',
    system: 'Bệnh Án Mở',
    status: 'draft',
  },
  mode: 'screen',
})

/** As many lines of 20 pt as the answer says: 38 of them fill a page. */
const cover = `#import "/paper/paper.typ": *
#show: paper
#one-page(range(int(answer("ho_ten"))).map(i => block(height: 20pt)[Dòng #i]).join())
#pagebreak()
#block[Trang sau bìa]
`

describe('print', () => {
  const dir = mkdtempSync(join(tmpdir(), 'forms-'))
  before(() => {
    cpSync(join(forms_dir, 'paper'), join(dir, 'paper'), { recursive: true })
    mkdirSync(join(dir, 'thu'))
    writeFileSync(join(dir, 'thu', 'wrong.typ'), '#import "/paper/paper.typ": *\n#show: paper\n#fil("ho_ten")\n')
    writeFileSync(join(dir, 'thu', 'cover.typ'), cover)
    configure_print({ forms_dir: dir })
  })
  after(evict)

  it('prints a form without a layout, answers being words and never code', async () => {
    const { pages, page_count } = await render_pages(input())
    assert.equal(page_count, 1)
    assert.match(pages[0]?.svg ?? '', /data-field="ho_ten" href="field:ho_ten"/)
    assert.equal(
      Buffer.from(await render_pdf(input()))
        .subarray(0, 5)
        .toString(),
      '%PDF-',
    )
  })

  it('refuses by name a letter that no font has, and leaves out what has no shape', async () => {
    const written = (ho_ten: string): PaperInput => ({ ...input(), mode: 'paper', answers: { ho_ten } })
    // Letters of private use: whatever fonts a machine has, none of them has these.
    const refused = /mẫu thu: phông chữ của giấy không có U\+10ABCD, U\+10FFFD; hãy viết bằng chữ khác/
    await assert.rejects(render_pdf(written('Lý \u{10abcd} và \u{10fffd}')), refused)
    assert.deepEqual(await render_pdf(written('Lý\u0007\u0000 Minh')), await render_pdf(written('Lý Minh')))
  })

  it('says which form and which line of its layout is wrong', async () => {
    await assert.rejects(render_pdf(input('wrong.typ')), /mẫu thu: .*wrong\.typ: 3: unknown variable: fil/)
  })

  it('keeps a cover on its page, drawn smaller when it is a little too long, and breaks it only when far too long', async () => {
    for (const [lines, pages] of [
      [38, 2],
      [39, 2],
      [44, 2],
      [60, 3],
    ] as const) {
      const { page_count } = await render_pages({ ...input('cover.typ'), answers: { ho_ten: String(lines) } })
      assert.equal(page_count, pages, `${lines} lines`)
    }
  })

  it('tells where each slot lies, in points from the upper left corner', async () => {
    const signers = [{ id: 'ky_bac_sy', label: 'Bác sỹ' }]
    const { slots } = await render_signable({ ...input(), mode: 'paper', signers })
    assert.deepEqual(
      slots.map(({ id, page }) => [id, page]),
      [['ky_bac_sy', 1]],
    )
    const [slot] = slots
    assert.ok(slot?.name_line && slot.left > 297 && slot.left + slot.width < 596 && slot.top > 60 && slot.top < 400)
    assert.ok(slot.name_line.x > 30 && slot.name_line.y > 30 && slot.name_line.y < slot.height)
    assert.deepEqual((await render_signable({ ...input(), mode: 'paper' })).slots, [])
  })

  it('draws the mark of a signature alone, of the size asked for and without tags', async () => {
    const pdf = await render_appearance(
      { name: '#panic("x") Đặng Thị Ngợi', role: 'Trưởng khoa', at: '2026-11-21T06:30' },
      { width: 140, height: 40, name_line: { x: 40, y: 35, size: 11 } },
    )
    const raw = Buffer.from(pdf).toString('latin1')
    assert.match(raw, /\/MediaBox \[0 0 140 40\]/)
    assert.doesNotMatch(raw, /StructTreeRoot/)
  })

  it('goes on after an error and after its memory was given back', async () => {
    const first = await render_pages(input())
    evict()
    const second = await render_pages(input())
    assert.deepEqual(second, first)
  })

  it('goes on after the compiler was killed', async () => {
    evict()
    const page = render_pages(input())
    process.kill(compiler_process.pid() ?? assert.fail('no compiler'), 'SIGKILL')
    await assert.rejects(page, /ngừng giữa chừng/)
    assert.equal((await render_pages(input())).page_count, 1)
  })

  it('serves many at once', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => render_pages(input())))
    assert.equal(new Set(all.map(({ pages }) => pages[0]?.digest)).size, 1)
  })
})
