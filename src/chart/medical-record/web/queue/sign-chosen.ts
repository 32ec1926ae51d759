import { Refused } from '../../../../base/ui/index.ts'
import type { SigningItem } from '../../contract.ts'
import { sign_sheet } from '../acts/sheet-acts.ts'
import { key_of } from './queue-pages.ts'

/**
 * One after another: each signature is its own act, and one refusal does not stop the rest. The version asked for is the
 * one that was listed and shown; a sheet changed since is refused.
 */
export const sign_chosen = async (
  items: SigningItem[],
  tell: (done: number) => void,
): Promise<ReadonlyMap<string, string>> => {
  const failed = new Map<string, string>()
  for (const [index, item] of items.entries()) {
    tell(index)
    try {
      await sign_sheet(item.sheet, item.slot, item.version)
    } catch (error) {
      failed.set(key_of(item), error instanceof Error ? error.message : String(error))
      if (error instanceof Refused && error.status === 401) break
    }
  }
  return failed
}
