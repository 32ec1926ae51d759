import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { show_moment } from '../../base/time/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { find_place, list_updates, type Place, type UpdateLine } from '../../platform/release/index.ts'
import { find_journal, go_back, keep_new, update, update_if_due } from '../release/index.ts'
import { demand_nothing_more, done, Misuse, refused, text_options, type Desk, type Verb } from './verb.ts'

const results: Record<UpdateLine['result'], string> = {
  ...{ done: 'xong', failed: 'không cài', back: 'đã quay lại bản cũ', stuck: 'CẦN NGƯỜI XỬ LÝ' },
}

const list = (desk: Desk, { home }: Place): number => {
  for (const { at, by, from, to, result, says } of list_updates(home))
    desk.say(
      `${show_moment(at)}  ${from || '(cài mới)'} → ${to}  ${results[result]}  ${by}${says === '' ? '' : `  ${says}`}`,
    )
  return done
}

const demand_place = (): Place => {
  const place = find_place(process.env)
  if (!place)
    throw fail.rule(
      'Máy này không được cài từ gói (install.sh), nên không cập nhật bằng gói: git pull, npm start như trước',
    )
  return place
}

/** One that broke off: back, or kept. */
const end_broken = (desk: Desk, place: Place, act: 'back' | 'keep'): Promise<UpdateLine> => {
  const journal = find_journal(place)
  if (!journal) throw fail.rule('Không có lần cập nhật nào bị ngắt giữa chừng')
  const say = (line: string) => desk.say(line)
  return act === 'keep' ? keep_new(place, journal, say) : go_back(place, journal, 'bị ngắt giữa chừng', say)
}

/** sudo hides who typed; the book names the person. */
const who = (): string => process.env['SUDO_USER'] ?? userInfo().username

export const update_verb: Verb = {
  summary: 'lên phiên bản mới từ một gói: sao lưu, cài cạnh bản cũ, thử, hỏng thì tự quay lại',
  usage: [
    'sudo benhan update benhan-1.2.3-linux-x64.tar.gz [--by "Họ tên"]   (--older: lùi về bản cũ hơn, khi dữ liệu cho phép)',
    'sudo benhan update list      (các lần cập nhật)',
    'sudo benhan update back      (lần bị ngắt giữa chừng: quay lại bản cũ);  keep: giữ bản mới',
    'sudo benhan update --if-due  (bộ hẹn giờ gọi: cài gói mới hơn ở UPDATE_DIR vào giờ UPDATE_AT)',
  ],
  needs_database: () => false,
  async run(args, desk) {
    const flags = ['--older', '--if-due'].map((flag) => args.includes(flag))
    const [allows_older = false, is_timer = false] = flags
    const plain = args.filter((one) => one !== '--older' && one !== '--if-due')
    const { values, rest } = text_options(plain, ['by'])
    const [what, ...more] = rest
    demand_nothing_more(more)
    const place = demand_place()
    const say = (line: string) => desk.say(line)
    if (what === 'list') return list(desk, place)
    if (is_timer) {
      const tried = await update_if_due(place, process.env, new Date(), say)
      return tried === undefined || tried.result === 'done' ? done : refused
    }
    if (what === 'back' || what === 'keep') {
      const { result } = await end_broken(desk, place, what)
      return result === 'stuck' ? refused : done
    }
    if (what === undefined) throw new Misuse('Cập nhật từ gói nào?')
    const wish = { archive: resolve(what), by: values.by ?? who(), allows_older }
    return (await update(place, wish, say)).result === 'done' ? done : refused
  },
}
