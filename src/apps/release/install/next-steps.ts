import type { Place } from '../../../platform/release/index.ts'
import type { FirstAccount } from './first-people.ts'
import { say_keeper } from './keeper.ts'
import type { InstallWish } from './wish.ts'

const is_loopback = (url: string): boolean => /^https?:\/\/(127\.|localhost|\[::1\])/.test(url)

const say_tls = ({ base_url, host, port }: InstallWish): string[] => {
  if (is_loopback(base_url)) return []
  if (base_url.startsWith('http:'))
    return ['CHÚ Ý: địa chỉ không có https: mật khẩu và bệnh án đi trần trong mạng. Chỉ dùng khi thử.']
  return [`${base_url} cần một máy chủ TLS (nginx, Caddy…) chuyển vào http://${host}:${port}.`]
}

/** What the person does next, in the order of what would hurt most if it were left. */
export const say_next = (place: Place, wish: InstallWish, account: FirstAccount): string[] => {
  const { start, stop, log, note } = say_keeper(place)
  const password = account.password ?? '(tài khoản đã có từ lần cài trước)'
  const more_people =
    place.role === 'hub'
      ? `sudo benhan account --facility ${wish.code} --username … --name "…" --role oversight   (người xét thành viên)`
      : 'sudo benhan catalog import …   (danh mục của Bộ), rồi trang “Khoa, phòng, giường” (/co-so)'
  const steps = [
    `Đăng nhập ${wish.base_url} bằng ${account.username}, mật khẩu ${password} — chỉ hiện một lần này, chép lại ngay.`,
    'KHÓA SAO LƯU: sudo benhan backup key   — in ra giấy, cất hai nơi có khóa. Chưa có khóa thì chưa có bản sao nào.',
    'Bản sao đầu tiên: sudo benhan backup   rồi diễn tập: sudo benhan restore-drill --out /tmp/bien-ban.pdf',
    more_people,
    ...say_tls(wish),
    `Gói mới: chép vào ${wish.update_dir}, rồi sudo benhan update tên-gói.tar.gz`,
    `Chạy, dừng, nhật ký: ${start} · ${stop} · ${log}`,
    ...(note === '' ? [] : [note]),
  ]
  return ['', 'ĐÃ CÀI XONG. Việc tiếp theo:', ...steps.map((step, i) => `  ${i + 1}. ${step}`)]
}
