import { list_facilities } from '../../platform/access/index.ts'
import { verify_chain, type ChainVerdict } from '../../platform/audit/index.ts'
import { done, Misuse, refused, with_database, type Verb } from './verb.ts'
import { verify_package_file } from './verify-package.ts'

const in_words = ({ intact, sealed_lines, broken_at }: ChainVerdict): string =>
  intact
    ? `nguyên vẹn, ${sealed_lines} dòng đã niêm`
    : `ĐÃ BỊ SỬA trong khoảng dòng ${broken_at?.first_id}–${broken_at?.last_id}`

export const verify_verb: Verb = {
  summary: 'kiểm tra chuỗi nhật ký của từng cơ sở, hoặc một gói hồ sơ bệnh án',
  usage: ['npx benhan verify', 'npx benhan verify <gói.zip> [--trust <gốc.pem>]…'],
  needs_database: (args) => args.length === 0,
  async run(args, desk) {
    // A bare word is no file: whoever types a facility's code is told how this is called.
    if (args[0] !== undefined && !args[0].startsWith('-') && !/[./]/.test(args[0]))
      throw new Misuse(`Không hiểu “${args[0]}”`)
    if (args.length > 0) return verify_package_file(args, desk)
    const verdicts = await with_database(desk, async (database) => {
      const facilities = await database.in_site(list_facilities)
      return Promise.all(
        facilities.map(async ({ code, name }) => ({ code, name, chain: await verify_chain(database, code) })),
      )
    })
    if (verdicts.length === 0) desk.say('Máy chủ này chưa có cơ sở nào.')
    for (const { code, name, chain } of verdicts) desk.say(`${code} ${name}: ${in_words(chain)}`)
    return verdicts.every(({ chain }) => chain.intact) ? done : refused
  },
}
