import { Failure } from '../../base/outcome/index.ts'

const known: Record<string, string> = {
  ENOSPC: 'Ổ đĩa đã đầy',
  EACCES: 'Không có quyền ghi vào thư mục',
  EROFS: 'Ổ đĩa chỉ cho đọc',
  ENOENT: 'Không có thư mục (ổ đĩa chưa gắn?)',
  ENOTDIR: 'Đường dẫn không phải thư mục',
  ECONNREFUSED: 'Không kết nối được PostgreSQL',
}

/** One sentence for people: our own as it is, a known fault of the machine by its meaning. */
export const failure_saying = (error: unknown): string => {
  if (error instanceof Failure) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const path = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : ''
  if (known[code]) return `${known[code]}${path} (${code})`
  return error instanceof Error ? error.message.slice(0, 300) : String(error)
}
