import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from '../../../platform/release/index.ts'
import { timer_name, unit_name } from '../service.ts'
import type { Layout } from './layout.ts'
import { cron_text, service_text, timer_texts, unit_text } from './texts.ts'
import type { InstallWish } from './wish.ts'

/** sd_booted(3). What is laid below another root is no machine of systemd's. */
export const has_systemd = (root: string): boolean => root === '' && existsSync('/run/systemd/system')

export const write_service = (wish: InstallWish, layout: Layout, keeper: Place['keeper']): void => {
  if (keeper === 'systemd') {
    const units = { [unit_name]: unit_text(wish, layout), ...timer_texts(layout) }
    for (const [name, text] of Object.entries(units)) writeFileSync(join(layout.unit_dir, name), text)
    return
  }
  writeFileSync(join(layout.home, 'service'), service_text(wish, layout), { mode: 0o755 })
  if (wish.root === '' && !existsSync(layout.cron_dir)) return
  mkdirSync(layout.cron_dir, { recursive: true })
  writeFileSync(join(layout.cron_dir, 'benhan-update'), cron_text(layout), { mode: 0o644 })
}

export const hand_to_systemd = (): void => {
  execFileSync('systemctl', ['daemon-reload'])
  execFileSync('systemctl', ['enable', unit_name, timer_name], { stdio: 'ignore' })
}

/** How it is started, stopped and read where it stands. */
export const say_keeper = ({ keeper, home }: Place): { start: string; stop: string; log: string; note: string } =>
  keeper === 'systemd'
    ? { start: 'systemctl start benhan', stop: 'systemctl stop benhan', log: 'journalctl -u benhan', note: '' }
    : {
        ...{ start: `${home}/service start`, stop: `${home}/service stop`, log: `${home}/benhan.log` },
        note: `Máy này không có systemd: dịch vụ KHÔNG tự chạy lại khi máy khởi động. Gọi ${home}/service start lúc khởi động.`,
      }
