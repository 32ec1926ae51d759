import { fail } from '../../../base/outcome/index.ts'

export const install_roles = ['facility', 'pharmacy', 'hub'] as const

/** What the person who installs has said. */
export type InstallWish = {
  role: (typeof install_roles)[number]
  code: string
  name: string
  authority: string
  /** Kind of facility, where it is one; hospital otherwise. */
  kind?: string
  base_url: string
  port: number
  host: string
  data_dir: string
  backup_dir: string
  update_dir: string
  /** A PostgreSQL of the house's own. */
  database_url?: string
  admin_username: string
  admin_name: string
  /** The system user that serves; made where there is none. */
  user: string
  /** Everything is laid below this directory: '' on a real machine. */
  root: string
}

const path_form = /^\/[\w./-]+$/
const is_within = (one: string, other: string): boolean => `${one}/`.startsWith(`${other}/`)

/** @throws with the name of what cannot be */
export const check_wish = (wish: InstallWish): void => {
  const { code, base_url, port, data_dir, backup_dir, update_dir, user, database_url = '' } = wish
  if (!/^[0-9A-Z]{5}$/.test(code)) throw fail.value(`Mã “${code}” phải là 5 chữ số hoặc chữ in`, 'code')
  if (!/^https?:\/\/[^/'\s]+$/.test(base_url))
    throw fail.value(`Địa chỉ “${base_url}” phải là https://tên-máy (hoặc http://…), không có đường dẫn`, 'base-url')
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw fail.value('Số cổng phải từ 1 đến 65535', 'port')
  for (const path of [data_dir, backup_dir, update_dir])
    if (!path_form.test(path))
      throw fail.value(`Thư mục “${path}” phải là đường dẫn đầy đủ, chỉ có chữ không dấu, số, / . _ -`, 'data-dir')
  if (is_within(backup_dir, data_dir) || is_within(data_dir, backup_dir))
    throw fail.value('Nơi sao lưu phải nằm ngoài thư mục dữ liệu, nên ở ổ đĩa khác', 'backup-dir')
  if (!/^[a-z_][a-z0-9_-]{0,30}$/.test(user))
    throw fail.value(`Tên người dùng hệ thống “${user}” không dùng được`, 'user')
  if (/['\s]/.test(database_url)) throw fail.value('DATABASE_URL không được có dấu nháy hay dấu cách', 'database-url')
}
