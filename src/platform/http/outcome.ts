import { Failure, type Issue, type IssueCode } from '../../base/outcome/index.ts'

/** FHIR R4 OperationOutcome of a refusal. */
export const operation_outcome = (issues: Issue[]): Record<string, unknown> => ({
  resourceType: 'OperationOutcome',
  issue: issues.map((issue) => ({
    severity: issue.severity,
    code: issue.code,
    details: { text: issue.message },
    ...(issue.law ? { diagnostics: issue.law } : {}),
    ...(issue.expression ? { expression: [issue.expression] } : {}),
  })),
})

const codes: Record<string, () => Failure> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Failure(415, [
      { severity: 'error', code: 'not-supported', message: 'Kiểu nội dung (Content-Type) chưa được hỗ trợ' },
    ]),
  // PostgreSQL: disk_full, out_of_memory, too_many_connections, admin_shutdown, cannot_connect_now
  '53100': () =>
    busy('Ổ đĩa của máy chủ đã đầy: chưa lưu được, dữ liệu đã lưu trước đó vẫn nguyên. Báo ngay quản trị (IT)'),
  // serialization_failure, deadlock_detected: lost even after the tries of platform/database
  '40001': () => busy('Nhiều người đang lưu cùng một chỗ nên chưa lưu được; hãy thử lại'),
  '40P01': () => busy('Nhiều người đang lưu cùng một chỗ nên chưa lưu được; hãy thử lại'),
  '53200': () => busy('Máy chủ thiếu bộ nhớ: chưa lưu được; hãy thử lại'),
  '53300': () => busy('Máy chủ đang quá tải; hãy thử lại sau giây lát'),
  '57P01': () => busy('Cơ sở dữ liệu đang khởi động lại; hãy thử lại sau giây lát'),
  '57P03': () => busy('Cơ sở dữ liệu đang khởi động; hãy thử lại sau giây lát'),
  // query_canceled: the time a statement may take (platform/database) is over
  '57014': () => refused(400, 'too-costly', 'Yêu cầu chạy quá lâu nên bị dừng; hãy thu hẹp điều kiện hoặc chia nhỏ'),
  // program_limit_exceeded, statement_too_complex: thousands of words or conditions in one question
  '54000': () => too_complex(),
  '54001': () => too_complex(),
  // read_only_sql_transaction: the server that took writes has just become a standby
  '25006': () => busy('Cơ sở dữ liệu đang chuyển sang máy khác; hãy thử lại sau giây lát'),
  ECONNRESET: () => cut_off(),
  EPIPE: () => cut_off(),
  ECONNREFUSED: () => busy('Chưa kết nối được cơ sở dữ liệu; hãy thử lại sau giây lát'),
  '22021': () => new Failure(400, [{ severity: 'error', code: 'value', message: 'Văn bản chứa ký tự không lưu được' }]),
  '22P05': () => new Failure(400, [{ severity: 'error', code: 'value', message: 'Văn bản chứa ký tự không lưu được' }]),
}

const refused = (status: number, code: IssueCode, message: string): Failure =>
  new Failure(status, [{ severity: 'error', code, message }])
const too_complex = (): Failure =>
  refused(400, 'too-costly', 'Câu hỏi có quá nhiều điều kiện hay giá trị; hãy chia nhỏ')
const busy = (message: string): Failure => new Failure(503, [{ severity: 'error', code: 'transient', message }])
/** The answer of the database never came. What was asked may be done or not: the caller has to look. */
const cut_off = (): Failure =>
  busy('Mất kết nối với cơ sở dữ liệu giữa chừng: chưa rõ đã lưu hay chưa. Hãy mở lại để xem trước khi làm lại')

/** What a caller may read of any error; what the log may know stays in the log. */
export const failure_of = (error: unknown): Failure => {
  if (error instanceof Failure) return error
  if (error instanceof SyntaxError)
    return new Failure(400, [
      { severity: 'error', code: 'structure', message: `JSON không đọc được: ${error.message}` },
    ])
  // Whoever walks a value does it by recursion; what nests by the thousand is sent to see what happens, not to be kept.
  if (error instanceof RangeError && error.message.includes('call stack'))
    return new Failure(400, [
      { severity: 'error', code: 'too-long', message: 'Nội dung lồng nhau quá sâu; hồ sơ thật không sâu như vậy' },
    ])
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = codes[code]
  if (known) return known()
  if (error instanceof Error && error.message.startsWith('Connection terminated')) return cut_off()
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500)
    return new Failure(status, [{ severity: 'error', code: 'invalid', message: 'Yêu cầu không hợp lệ' }])
  return new Failure(500, [
    {
      severity: 'error',
      code: 'exception',
      message: 'Máy chủ gặp lỗi chưa lường trước; việc này đã được ghi lại. Dữ liệu đã lưu vẫn nguyên',
    },
  ])
}
