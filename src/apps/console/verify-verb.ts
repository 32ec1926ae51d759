import { list_facilities } from '../../platform/access/index.ts'
import { verify_chain, type ChainVerdict } from '../../platform/audit/index.ts'
import { demand_nothing_more, done, refused, text_options, with_database, type Verb } from './verb.ts'

const in_words = ({ intact, sealed_lines, broken_at }: ChainVerdict): string =>
  intact
    ? `nguyên vẹn, ${sealed_lines} dòng đã niêm`
    : `ĐÃ BỊ SỬA trong khoảng dòng ${broken_at?.first_id}–${broken_at?.last_id}`

export const verify_verb: Verb = {
  summary: 'kiểm tra chuỗi nhật ký của từng cơ sở',
  usage: ['npx benhan verify'],
  async run(args, desk) {
    demand_nothing_more(text_options(args, []).rest)
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
