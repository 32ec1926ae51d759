import { relative } from 'node:path'
import { after, describe } from 'node:test'
import { undo_all } from '../src/platform/database/test-database.ts'

/**
 * Test files in one process, one after the other, each as a suite with its own site and databases: what they all load
 * is loaded once. A file that cannot be loaded fails as its suite.
 */
export const run_together = async (files: string[]): Promise<void> => {
  for (const file of files)
    await describe(relative(process.cwd(), file), async () => {
      try {
        await import(file)
      } finally {
        after(undo_all)
      }
    })
}
