/** What does not leave: it opens doors, and helps nobody to read the record. */
const tables: Record<string, string> = {
  'access.session': 'phiên đăng nhập đang mở',
  'access.token_key': 'khóa ký mã truy cập của bản cài đặt',
  'access.withdrawn_token': 'mã truy cập đã thu hồi, sống ngắn',
  'record.binding_token': 'mã mở kênh thông báo, sống ngắn',
  'record.listener': 'máy chủ đang nghe, không phải dữ liệu',
  'downtime.lock': 'khóa của thư mục dự phòng',
}
const schemas: Record<string, string> = { smart: 'phiên và khóa của ứng dụng kết nối' }

/** Names of columns that hold what must stay secret, whatever table a later migration puts them into. */
const secret_column =
  /(^|_)(password|secret|private_key_pem|private_jwk|jwk_private|otp_hash|token)($|_)|^headers$|^tls$|^portal$/

export const why_table_left_out = (schema: string, name: string): string | undefined =>
  tables[`${schema}.${name}`] ?? schemas[schema]

export const why_column_left_out = (column: string): string | undefined =>
  secret_column.test(column) ? 'mật khẩu, khóa riêng hoặc mã bí mật' : undefined
