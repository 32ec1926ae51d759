import { renew_smart_keys } from '../../platform/smart/index.ts'
import { demand_nothing_more, done, Misuse, text_options, with_database, type Verb } from './verb.ts'

/** New keys for what the installation signs for apps: access tokens, identity tokens. */
export const keys_verb: Verb = {
  summary: 'đổi khóa ký mã truy cập và mã định danh cấp cho ứng dụng, hệ thống',
  usage: ['npx benhan keys renew   (máy chủ dùng khóa mới từ lần khởi động sau; đổi hai lần là bỏ hẳn khóa cũ)'],
  async run(args, desk) {
    const [act, ...more] = text_options(args, []).rest
    if (act !== 'renew') throw new Misuse('Cần viết rõ: npx benhan keys renew')
    demand_nothing_more(more)
    await with_database(desk, renew_smart_keys)
    desk.say('Đã tạo khóa mới; khởi động lại máy chủ để dùng. Khóa trước vẫn được nhận cho tới lần đổi sau')
    return done
  },
}
