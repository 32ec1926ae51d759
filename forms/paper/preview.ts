/**
 * See a form while writing its layout:
 *   node forms/paper/preview.ts 01-BV1 /tmp/out [--filled] [--screen]
 * writes /tmp/out/01-BV1.pdf and one PNG a page (poppler's pdftoppm); with --screen the page SVGs too.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { load_forms } from '../../src/chart/medical-record/form-definition-load.ts'
import { evict, render_pages, render_pdf } from '../../src/standards/print/index.ts'
import { sample_input } from './sample.ts'

const [slug = '01-BV1', out = '/tmp/paper', ...flags] = process.argv.slice(2)
const forms_dir = join(dirname(fileURLToPath(import.meta.url)), '..')
const form = load_forms(forms_dir).get(slug)
if (!form) throw new Error(`không có mẫu ${slug}`)

const filled = flags.includes('--filled')
mkdirSync(out, { recursive: true })
const input = filled ? sample_input(form) : { form, answers: {}, signatures: {}, mode: 'paper' as const }
const name = join(out, filled ? `${slug}-filled` : slug)
writeFileSync(`${name}.pdf`, await render_pdf({ ...input, mode: 'paper' }))
execFileSync('pdftoppm', ['-r', '100', '-png', `${name}.pdf`, name])
if (flags.includes('--screen')) {
  const { pages } = await render_pages({ ...input, mode: 'screen' })
  pages.forEach((page, index) => writeFileSync(`${name}-${index + 1}.svg`, page.svg))
}
evict()
