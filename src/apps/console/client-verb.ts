import { randomBytes } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { put_client } from '../../platform/access/index.ts'
import type { Database } from '../../platform/database/index.ts'
import {
  demand_all,
  demand_facility,
  demand_nothing_more,
  done,
  Misuse,
  text_options,
  with_database,
  type Verb,
} from './verb.ts'

const id_form = /^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$/

type Before = { facility: string; kind: string; scope: string }

const find_before = async (database: Database, id: string): Promise<Before | undefined> =>
  (
    await database.in_site((sql) =>
      sql.query<Before>('SELECT facility, kind, scope FROM access.client WHERE client_id = $1', [id]),
    )
  ).rows[0]

export const client_verb: Verb = {
  summary: 'tạo mã truy cập FHIR cho một hệ thống, hoặc đổi mã bí mật của nó; mã bí mật được in ra một lần',
  usage: ['npx benhan client --facility 24012 --id his-noi-bo --name "HIS nội bộ"'],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['facility', 'id', 'name'])
    demand_nothing_more(rest)
    const { facility, id } = demand_all(values, ['facility', 'id'])
    if (!id_form.test(id)) throw new Misuse(`Mã hệ thống “${id}” chỉ gồm chữ không dấu, số, dấu chấm, gạch`)
    const secret = randomBytes(24).toString('base64url')
    const before = await with_database(desk, async (database) => {
      await demand_facility(database, facility)
      const known = await find_before(database, id)
      if (known && known.facility !== facility)
        throw fail.conflict(`Mã hệ thống ${id} đã dùng ở cơ sở ${known.facility}; hãy chọn mã khác`)
      if (known && known.kind !== 'backend')
        throw fail.conflict(`${id} là ứng dụng, không phải hệ thống; đổi bằng npx benhan app`)
      const scope = known?.scope ?? 'system/*.*'
      await put_client(database, { client_id: id, facility, name: values.name ?? id, scope }, secret)
      return known
    })
    desk.say(`client_id ${id}, client_secret${before === undefined ? '' : ' mới (mã cũ thôi dùng)'}: ${secret}`)
    return done
  },
}
