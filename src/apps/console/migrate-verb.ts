import { migrate } from '../../platform/database/index.ts'
import { seed_starter } from '../../platform/terminology/index.ts'
import { demand_nothing_more, done, text_options, with_database, type Verb } from './verb.ts'

export const migrate_verb: Verb = {
  summary: 'nâng cấp cơ sở dữ liệu và nạp danh mục khởi đầu',
  usage: ['npx benhan migrate'],
  makes_database: () => true,
  async run(args, desk) {
    demand_nothing_more(text_options(args, []).rest)
    const applied = await migrate(desk.url)
    await with_database(desk, (database) => database.in_site((sql) => seed_starter(sql)), 'benhan_catalog')
    desk.say(applied.length > 0 ? `Đã chạy: ${applied.join(', ')}` : 'Cơ sở dữ liệu đã ở bản mới nhất.')
    return done
  },
}
