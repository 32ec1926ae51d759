import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'
import type { Place } from '../../../platform/release/index.ts'
import { run_as } from '../as-user.ts'
import { hub_keys_of } from './layout.ts'
import type { InstallWish } from './wish.ts'

type Done = { code: number; said: string }

/** A verb of the installed release, as the service's user, on its database. */
const benhan = (place: Place, ...args: string[]): Promise<Done> =>
  run_as(place, [join(place.home, 'current/benhan'), ...args, '--site', place.site])

const demand_done = (done: Done, what: string): string => {
  if (done.code !== 0) throw fail.rule(`${what} không thành: ${done.said}`)
  return done.said
}

const house = ({ code, name, authority }: InstallWish): string[] => [
  ...['--code', code, '--name', name],
  ...(authority === '' ? [] : ['--authority', authority]),
]

/** Tables, and at a hub its seal and the key of its store, before anybody serves. */
export const prepare_database = async (place: Place, wish: InstallWish): Promise<string> => {
  if (place.role === 'hub') {
    const keys = ['--keys', hub_keys_of(place.data_dir)]
    const made = demand_done(
      await benhan(place, 'hub-server', 'init', ...house(wish), ...keys),
      'Tạo cơ sở dữ liệu của trục',
    )
    // What init tells of first accounts and of starting is done by us.
    return made.split('\n').find((line) => line.includes('khóa')) ?? ''
  }
  demand_done(await benhan(place, 'migrate'), 'Tạo cơ sở dữ liệu')
  return 'Cơ sở dữ liệu đã ở bản mới nhất.'
}

export type FirstAccount = { username: string; role: string; password: string | undefined }

const admin_role = { facility: 'it_admin', pharmacy: 'it_admin', hub: 'hub_operator' } as const

/** The house and the one who keeps it. An account that a run which broke off has made is left as it is. */
export const make_first = async (place: Place, wish: InstallWish): Promise<FirstAccount> => {
  const kind = place.role === 'pharmacy' ? 'pharmacy' : (wish.kind ?? 'hospital')
  if (place.role !== 'hub')
    demand_done(await benhan(place, 'facility', ...house(wish), '--kind', kind), `Thêm cơ sở ${wish.code}`)
  const role = admin_role[place.role]
  const { admin_username: username, admin_name: name } = wish
  const made = await benhan(
    place,
    ...['account', '--facility', wish.code, '--username', username, '--name', name, '--role', role],
  )
  if (made.code !== 0 && /đã có ở cơ sở/.test(made.said)) return { username, role, password: undefined }
  const said = demand_done(made, `Tạo tài khoản ${username}`)
  return { username, role, password: /mật khẩu: (\S+)/.exec(said)?.[1] }
}
