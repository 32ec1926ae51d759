import { resolve } from 'node:path'
import { data_protection_routes, keep_erasures, replay_erasures } from '../../network/data-protection/index.ts'
import { read_backup_settings } from '../../platform/backup/index.ts'
import type { Site } from './site.ts'

const again_after_ms = 600_000

/** Where copies lie, and with them the list of what was erased (PDP-06). */
const places_of_copies = (): string[] => {
  const settings = read_backup_settings(process.env)
  return settings ? [settings.dir, ...(settings.second_dir ? [settings.second_dir] : [])] : []
}

/**
 * The facility's own care for personal data. Before anybody is let in, what a restored copy brought back is erased again; a
 * list that could not be written (a disk that is away) is written later.
 */
export const privacy_routes = async ({ web, store, database }: Site): Promise<void> => {
  const dirs = places_of_copies()
  // `benhan restore` lays the list of a copy's place into the data directory.
  const { count, unreadable } = await replay_erasures(database, [...dirs, resolve(process.env['DATA_DIR'] ?? '.data')])
  if (count > 0) web.app.log.warn({ count }, 'erased again after a restore')
  if (unreadable > 0)
    web.app.log.error(
      { unreadable },
      'lines in erasures.jsonl that cannot be read: what they erased may have come back',
    )
  const keep = (): Promise<void> =>
    keep_erasures(database, dirs).catch((error: unknown) =>
      web.app.log.error({ err: error }, 'writing the list of erasures beside the copies'),
    )
  await keep()
  const timer = setInterval(() => void keep(), again_after_ms)
  timer.unref()
  web.app.addHook('onClose', () => clearInterval(timer))
  data_protection_routes({ store, keep_erasures: keep }, web)
}
