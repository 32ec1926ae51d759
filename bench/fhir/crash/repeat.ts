import type { Deed } from './deed.ts'
import { import_again } from './import.ts'
import { id_in, learn, type Load } from './load.ts'

/** What may be asked again without harm is asked once more; then it is there, once. */
export const repeat = async (load: Load, deed: Deed): Promise<void> => {
  const { again, kind, wishes } = deed
  const [wish] = wishes
  if (!again || !wish) return
  const answer =
    kind === 'import'
      ? await import_again(load, deed)
      : await load.wire.ask('POST', again.path, again.body(), again.headers)
  if (answer.status >= 300) throw new Error(`repeated: ${answer.status} ${answer.text}`)
  deed.outcome = 'acknowledged'
  if (kind !== 'import') learn(wish, id_in(answer.location), answer.etag)
}
