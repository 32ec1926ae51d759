import { join } from 'node:path'
import type { Place } from '../../../platform/release/index.ts'
import type { InstallWish } from './wish.ts'

/** Where everything lies, below the root that was asked for. */
export type Layout = {
  home: string
  releases: string
  current: string
  etc: string
  env_file: string
  key_file: string
  /** Seals secrets in the database: outside of it and of its directory. */
  vault_file: string
  command: string
  unit_dir: string
  cron_dir: string
}

export const layout_of = (root: string): Layout => {
  const home = join(root, '/opt/benhan')
  const etc = join(root, '/etc/benhan')
  return {
    ...{ home, releases: join(home, 'releases'), current: join(home, 'current'), etc },
    ...{ env_file: join(etc, 'benhan.env'), key_file: join(etc, 'package-key.pem') },
    vault_file: join(etc, 'khoa-bi-mat.key'),
    command: join(root, '/usr/local/bin/benhan'),
    ...{ unit_dir: join(root, '/etc/systemd/system'), cron_dir: join(root, '/etc/cron.d') },
  }
}

export const site_of = (role: Place['role']): string => (role === 'hub' ? 'hub' : 'facility_a')

export const hub_keys_of = (data_dir: string): string => join(data_dir, 'khoa-kho.json')

export const place_of = (wish: InstallWish, layout: Layout, keeper: Place['keeper']): Place => ({
  ...{ format: 'benhan-place/1', home: layout.home, role: wish.role, code: wish.code, user: wish.user },
  ...{ site: site_of(wish.role), env_file: layout.env_file, key_file: layout.key_file },
  ...{ data_dir: wish.data_dir, port: wish.port, keeper, installed_at: new Date().toISOString() },
})
