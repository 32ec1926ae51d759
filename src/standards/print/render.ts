/** Form + answers → PDF/A-2b or page SVGs. The compiler lives in a process of its own (see compiler-process.ts). */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { digest_of } from './digest.ts'
import { qr_code } from './qr.ts'
import { compiler_process } from './compiler-process.ts'
import type { PaperInput, PaperPages, SignablePaper, SignatureMark, SignatureSlot } from './contract.ts'
import type { Job } from './messages.ts'

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

const settings = { forms_dir: join(repository, 'forms') }

/** For an app that keeps its forms elsewhere, or wants the compiler to rest sooner. */
export function configure_print(change: { forms_dir?: string; idle_ms?: number }) {
  if (change.forms_dir !== undefined) settings.forms_dir = change.forms_dir
  if (change.idle_ms !== undefined) compiler_process.set_idle_ms(change.idle_ms)
  evict()
}

function job_of(kind: Job['kind'], input: PaperInput): Job {
  const { form, marks } = input
  const own = form.layout === undefined ? undefined : join(settings.forms_dir, form.slug, form.layout)
  const layout = own !== undefined && existsSync(own) ? own : join(settings.forms_dir, 'paper', 'generic.typ')
  const data = { ...input, marks: marks && { ...marks, qr: marks.qr_text && qr_code(marks.qr_text) } }
  return { kind, forms_dir: settings.forms_dir, layout, form: form.slug, data: JSON.stringify(data, printable) }
}

/** Pasted control characters have no shape; PDF/A takes only what a font can draw (ISO 19005-2, 6.2.11.8). */
const printable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.normalize('NFC').replace(/(?![\n\r\t])\p{Cc}/gu, '') : value

/** PDF/A-2b with the places where it is to be signed. Deterministic: the only date in it is `marks.printed_at`. */
export async function render_signable(input: PaperInput): Promise<SignablePaper> {
  const done = await compiler_process.run(job_of('pdf', input))
  if (done.kind !== 'pdf') throw new Error('the compiler answered another question')
  return done.paper
}

export const render_pdf = async (input: PaperInput): Promise<Uint8Array> => (await render_signable(input)).pdf

/** What a signature shows in its slot, as a PDF of that size; the same drawing as `signatures` on a page. */
export async function render_appearance(
  signed: SignatureMark,
  slot: Pick<SignatureSlot, 'width' | 'height' | 'name_line'>,
): Promise<Uint8Array> {
  const layout = join(settings.forms_dir, 'paper', 'appearance.typ')
  const data = JSON.stringify({ signed, slot }, printable)
  const done = await compiler_process.run({
    kind: 'appearance',
    forms_dir: settings.forms_dir,
    layout,
    form: 'dấu chữ ký số',
    data,
  })
  if (done.kind !== 'appearance') throw new Error('the compiler answered another question')
  return done.pdf
}

/** One SVG a page, for the screen. */
export async function render_pages(input: PaperInput): Promise<PaperPages> {
  const done = await compiler_process.run(job_of('svg', input))
  if (done.kind !== 'svg') throw new Error('the compiler answered another question')
  const pages = done.pages.map((svg) => ({ svg, digest: digest_of(svg) }))
  return { page_count: pages.length, pages }
}

/** Ends the compiler's process and gives its memory back; the next page starts another. */
export function evict() {
  compiler_process.stop()
}
