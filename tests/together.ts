import { relative } from 'node:path'
import { after, describe } from 'node:test'
import { undo_all } from '../src/platform/database/test-database.ts'

/** What a file sets for itself is nobody else's. */
const keep_environment = (): (() => void) => {
  const before = { ...process.env }
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}

/**
 * Test files in one process, one after the other, each as a suite with its own site and databases: what they all load
 * is loaded once. A file that cannot be loaded fails as its suite.
 */
export const run_together = async (files: string[]): Promise<void> => {
  for (const file of files)
    await describe(relative(process.cwd(), file), async () => {
      const restore = keep_environment()
      try {
        await import(file)
      } finally {
        after(async () => {
          await undo_all()
          restore()
        })
      }
    })
}
