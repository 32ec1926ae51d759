import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const path = join(import.meta.dirname, 'RESULTS.md')

/** Puts lines under `## heading` of RESULTS.md in place of what stood there; the other sections stay as they are. */
export const write_section = (heading: string, lines: string[]): void => {
  const sections = readFileSync(path, 'utf8').split(/^(?=## )/m)
  const text = [`## ${heading}`, '', ...lines].join('\n')
  const at = sections.findIndex((section) => section.startsWith(`## ${heading}\n`))
  const written = at < 0 ? [...sections, text] : sections.with(at, text)
  writeFileSync(path, `${written.map((section) => section.trimEnd()).join('\n\n')}\n`)
}
