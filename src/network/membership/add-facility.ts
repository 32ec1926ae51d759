import { check_facility_code, check_gln } from '../../base/identity-numbers/index.ts'
import { fail, type Issue } from '../../base/outcome/index.ts'
import { any_of, group, nothing, one_of, read_shape, text, when_absent } from '../../base/shapes/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { facility_kinds } from './facility-kinds.ts'
import { find_directory_facility, list_directory, type DirectoryFacility, type NewFacility } from './facilities.ts'

/** What the Sở says of a facility the directory does not have: enough to name it; the rest is the register's. */
export type AddedFacility = Required<Pick<NewFacility, 'code' | 'name' | 'kind' | 'gln' | 'authority'>>

const shape = group<AddedFacility>('cơ sở mới', {
  code: text('mã cơ sở', 20),
  name: text('tên cơ sở', 200),
  kind: one_of(
    'loại cơ sở',
    facility_kinds.map(({ id }) => id),
  ),
  gln: when_absent(any_of('GLN', 'chữ hoặc trống', [text('GLN', 20), nothing]), null),
  authority: when_absent(text('cơ quan chủ quản', 200), ''),
})

const issue = (message: string, expression: string): Issue => ({
  ...{ severity: 'error', code: 'value', message, expression },
})

/** Code in capitals, name in NFC. @throws 422 with every fault */
export const read_new_facility = (value: unknown): AddedFacility => {
  const read = read_shape(shape, value)
  const code = read.code.trim().toUpperCase()
  const name = read.name.trim().normalize('NFC')
  const gln = read.gln?.trim() || null
  const faults = [
    ...(check_facility_code(code).ok
      ? []
      : [issue(`Mã cơ sở “${code}” không đúng: 5 ký tự, 2 số mã tỉnh rồi 3 ký tự (QĐ 384/2019)`, 'code')]),
    ...(name === '' ? [issue('Thiếu tên cơ sở', 'name')] : []),
    ...(gln === null || check_gln(gln).ok ? [] : [issue('GLN gồm 13 chữ số với số kiểm tra đúng', 'gln')]),
  ]
  if (faults.length > 0) throw fail.many(422, faults)
  return { ...read, code, name, gln, authority: read.authority.trim() }
}

const same_place = (one: DirectoryFacility): string => `${one.name} (${one.code})`

/**
 * Puts a facility into the directory that is not there yet; it is no member until it applies and the Sở admits it. What is
 * there already is never changed from here: a name is changed with its day. The caller's right (board.write) is asked before.
 * @throws 409 when the code or the GLN is another's
 */
export const add_facility = async (sql: Sql, caller: Caller, facility: AddedFacility): Promise<void> => {
  const { code, name, kind, gln, authority } = facility
  const [holder] = gln === null ? [] : await list_directory(sql, { glns: [gln], limit: 1 })
  if (holder && holder.code !== code) throw fail.conflict(`GLN ${gln} là của ${same_place(holder)}`)
  const { row_count } = await sql.query(
    'INSERT INTO hub.facility (code, gln, name, kind, authority) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
    [code, gln, name, kind, authority],
  )
  if (row_count === 0) {
    const known = await find_directory_facility(sql, code)
    throw fail.conflict(`Danh bạ đã có mã ${code}: ${known?.name ?? ''}; đổi tên thì ghi ở trang của cơ sở`)
  }
  await insert_events(sql, [
    {
      caller,
      act: {
        action: 'C',
        interaction: 'facility-added',
        type: 'Organization',
        ref: `Organization/${code}`,
        detail: name,
      },
    },
  ])
}
