import { Failure, fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { read_package, type PackageFile } from '../../standards/record-package/index.ts'
import { find_part_of_kind } from './shelf.ts'
import { get_incoming } from './view-incoming.ts'

const find_file = (bytes: Uint8Array, name: string): PackageFile | undefined => {
  try {
    return read_package(bytes).files.find((one) => one.name === name)
  } catch (error) {
    // A package that does not hold together is told of file by file on the page; none of it is opened.
    if (error instanceof Failure) throw fail.rule('Gói hồ sơ không nguyên vẹn, không mở từng tài liệu được', 'package')
    throw error
  }
}

/** One document of a whole record that came, as it lies in the package. @throws 404 */
export const open_packaged = (
  store: Store,
  caller: Caller,
  letter: string,
  name: string,
): Promise<{ bytes: Buffer; content_type: string }> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const row = await get_incoming(unit, letter)
    const bytes = await find_part_of_kind(unit.sql, caller.facility, letter, 'package')
    const file = bytes && find_file(bytes, name)
    if (!file) throw fail.not_found('Gói hồ sơ này không có tài liệu ấy')
    unit.note({
      ...{ action: 'R', interaction: 'read', type: 'Binary', patient: row.patient },
      ref: `DocumentReference?identifier=${row.document}`,
      detail: `gói hồ sơ: ${file.title}`,
    })
    return { bytes: Buffer.from(file.bytes), content_type: file.content_type }
  })
}
