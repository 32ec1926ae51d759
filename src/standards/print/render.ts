/** Form + answers → PDF/A-2b or page SVGs. The compiler lives in a process of its own (see compiler-process.ts). */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { digest_of } from './digest.ts'
import { qr_code } from './qr.ts'
import { compiler_process } from './compiler-process.ts'
import type { PaperInput, PaperPages } from './contract.ts'
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
  return { kind, forms_dir: settings.forms_dir, layout, form: form.slug, data: JSON.stringify(data).normalize('NFC') }
}

/** PDF/A-2b. Deterministic: the only date in it is `marks.printed_at`. */
export async function render_pdf(input: PaperInput): Promise<Uint8Array> {
  const done = await compiler_process.run(job_of('pdf', input))
  if (done.kind !== 'pdf') throw new Error('the compiler answered another question')
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
