/**
 * Main of the compiler's process (see compiler-process.ts). Typst keeps fonts, parsed layouts and memoised results.
 * Fonts: Tinos (metrics of Times New Roman, full Vietnamese), the face of the blank forms.
 */
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'

import { split_pages } from './split-pages.ts'
import type { SignatureSlot } from './contract.ts'
import type { Answered, Asked, Done, Job } from './messages.ts'

const fonts_dir = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
const compilers = new Map<string, NodeCompiler>()

function compiler_for(workspace: string): NodeCompiler {
  const known = compilers.get(workspace)
  if (known) return known
  const made = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [fonts_dir] }] })
  compilers.set(workspace, made)
  return made
}

type Diagnostic = { path?: string; message?: string; range?: { start?: { line?: number } }; hints?: string[] }

const tell = (d: Diagnostic) =>
  [d.path, d.range?.start?.line === undefined ? undefined : d.range.start.line + 1, d.message, ...(d.hints ?? [])]
    .filter((part) => part !== undefined && part !== '')
    .join(': ')

function compile(compiler: NodeCompiler, job: Job): NodeTypstDocument {
  const compiled = compiler.compile({ mainFilePath: job.layout, inputs: { data: job.data } })
  if (compiled.result && !compiled.hasError()) return compiled.result
  const error = compiled.takeError()
  const diagnostics: Diagnostic[] = error ? compiler.fetchDiagnostics(error) : []
  throw new Error(diagnostics.map(tell).join('\n') || 'không rõ lỗi')
}

const archival = (compiler: NodeCompiler, document: NodeTypstDocument, pdfTags: boolean): Uint8Array =>
  new Uint8Array(compiler.pdf(document, { pdfStandard: 'a-2b', pdfTags }))

/** `told-slots` of forms/paper/paper.typ; a layout without it has no slots. */
function slots_of(compiler: NodeCompiler, document: NodeTypstDocument): SignatureSlot[] {
  const told: SignatureSlot[][] = compiler.query(document, { selector: '<slots>', field: 'value' })
  return told.flat()
}

function draw(kind: Job['kind'], compiler: NodeCompiler, document: NodeTypstDocument): Done {
  if (kind === 'svg') return { kind, pages: split_pages(compiler.plainSvg(document)) }
  if (kind === 'appearance') return { kind, pdf: archival(compiler, document, false) }
  return { kind, paper: { pdf: archival(compiler, document, true), slots: slots_of(compiler, document) } }
}

function render(job: Job): Done {
  try {
    const compiler = compiler_for(job.forms_dir)
    return draw(job.kind, compiler, compile(compiler, job))
  } catch (error) {
    return { kind: 'refused', message: `mẫu ${job.form}: ${refusal_of(error)}` }
  }
}

const without_glyph = /the text `\\?"(.+?)\\?"` could not be displayed/g

/** A letter that no font has is said to whoever wrote it: it must not come out as an empty box on a signed paper. */
function refusal_of(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const letters = new Set(
    [...message.matchAll(without_glyph)].map(([, said = '']) => {
      const code = /u\{([0-9a-f]+)\}/.exec(said)?.[1]
      return code === undefined ? `“${said}”` : `U+${code.toUpperCase()}`
    }),
  )
  if (letters.size === 0) return message
  return `phông chữ của giấy không có ${[...letters].join(', ')}; hãy viết bằng chữ khác`
}

/**
 * After how many sheets Typst forgets what none of them used. Between other forms a sheet of 01/BV1 costs 107 ms with 2,
 * 81 ms with 8, at the same size of the process. The mark of a signature follows a sheet and drives nothing of it out.
 */
const kept_sheets = { pdf: 8, svg: 8, appearance: 30 }
const forget = (job: Job): void => compilers.get(job.forms_dir)?.evictCache(kept_sheets[job.kind])

process.on('message', ({ id, job }: Asked) => {
  const answered: Answered = { id, done: render(job) }
  // Forgetting takes up to 10 ms: the asker has the page before.
  process.send?.(answered, undefined, undefined, () => forget(job))
})
process.on('disconnect', () => process.exit())
