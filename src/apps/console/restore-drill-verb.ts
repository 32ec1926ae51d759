import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import { show_moment } from '../../base/time/index.ts'
import { print_minutes, say_duration } from '../../network/operations/index.ts'
import { list_facilities } from '../../platform/access/index.ts'
import { find_copy, read_backup_settings, run_drill, type Drill } from '../../platform/backup/index.ts'
import { read_secret } from './read-secret.ts'
import { demand_nothing_more, done, refused, text_options, with_database, type Desk, type Verb } from './verb.ts'

const say_result = (desk: Desk, drill: Drill): void => {
  for (const one of drill.checks) desk.say(`  ${one.is_good ? 'đạt  ' : 'KHÔNG'}  ${one.database}: ${one.says}`)
  desk.say(`Thời gian phục hồi (RTO): ${say_duration(drill.rto_ms)}`)
  if (drill.rpo_ms !== null)
    desk.say(`Mất nếu sự cố xảy ra lúc này (RPO): ${say_duration(drill.rpo_ms)}, ${drill.lost_lines} dòng nhật ký`)
  desk.say(drill.passed ? 'ĐẠT' : `KHÔNG ĐẠT ${drill.says}`)
}

/** The house whose name stands on the minutes: the one that was named, or the installation's first. */
const unit_of = (desk: Desk, code: string | undefined): Promise<{ name: string; authority: string }> =>
  with_database(desk, async (database) => {
    const houses = await database.in_site(list_facilities)
    const house = code === undefined ? houses[0] : houses.find((one) => one.code === code)
    if (!house) throw fail.not_found(`Máy chủ này không có cơ sở ${code ?? 'nào'}`)
    return { name: house.name, authority: house.authority }
  })

export const restore_drill_verb: Verb = {
  summary: 'diễn tập phục hồi: dựng lại bản sao cạnh hệ thống đang chạy, đo RTO/RPO, in biên bản PDF',
  usage: [
    'npx benhan restore-drill [--from bản-sao] [--key-file khóa.txt] [--by "Họ tên"] [--facility 24012] [--out biên-bản.pdf] [--room thư-mục-tạm]',
  ],
  async run(args, desk) {
    const { values, rest } = text_options(args, ['from', 'key-file', 'by', 'out', 'facility', 'room'])
    demand_nothing_more(rest)
    const from = values.from ?? read_backup_settings(process.env)?.dir
    if (from === undefined) throw fail.rule('Diễn tập từ đâu? Thêm --from bản-sao, hoặc đặt BACKUP_DIR')
    const copy = find_copy(from)
    const unit = await unit_of(desk, values.facility)
    const secret = await read_secret(desk, values['key-file'])
    desk.say(`Phục hồi ${copy} vào chỗ tạm…`)
    const drill = await run_drill(desk.url, copy, secret, values.by ?? userInfo().username, values.room)
    say_result(desk, drill)
    const out = resolve(values.out ?? `bien-ban-dien-tap-${drill.at.slice(0, 10)}.pdf`)
    writeFileSync(out, await print_minutes(drill, unit))
    desk.say(`Biên bản (${show_moment(drill.at)}): ${out}. In, ký và lưu; màn hình Sức khỏe hệ thống giữ kết quả.`)
    return drill.passed ? done : refused
  },
}
