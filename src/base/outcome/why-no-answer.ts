/** Codes of Node's net, tls and undici, in words for whoever reads the notice; the code stays beside them for IT to look up. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'máy chủ ở địa chỉ đó không mở cổng này',
  ENOTFOUND: 'không tìm thấy tên máy chủ',
  EAI_AGAIN: 'máy phân giải tên (DNS) không trả lời',
  EHOSTUNREACH: 'không có đường mạng tới đó',
  ENETUNREACH: 'không có đường mạng tới đó',
  ECONNRESET: 'đường truyền đứt giữa chừng',
  EPIPE: 'đường truyền đứt giữa chừng',
  UND_ERR_SOCKET: 'đường truyền đứt giữa chừng',
  ETIMEDOUT: 'không nối được trong thời gian chờ',
  UND_ERR_CONNECT_TIMEOUT: 'không nối được trong thời gian chờ',
  UND_ERR_HEADERS_TIMEOUT: 'không trả lời trong thời gian chờ',
  UND_ERR_BODY_TIMEOUT: 'không trả lời hết trong thời gian chờ',
  CERT_HAS_EXPIRED: 'chứng thư TLS của bên kia đã hết hạn',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'chứng thư TLS của bên kia tự ký, máy này không tin',
  SELF_SIGNED_CERT_IN_CHAIN: 'chứng thư TLS của bên kia tự ký, máy này không tin',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'chứng thư TLS của bên kia không do nơi máy này tin cấp',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'chứng thư TLS của bên kia không do nơi máy này tin cấp',
  ERR_TLS_CERT_ALTNAME_INVALID: 'chứng thư TLS của bên kia mang tên máy khác',
}

const message_max = 200

/**
 * Why a request over the network had no answer, in Vietnamese. `fetch` says “fetch failed” and hides what it was in `cause`.
 * @param waited_ms how long was waited where the request was given up for its time
 */
export const why_no_answer = (error: unknown, waited_ms?: number): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause).slice(0, message_max)
  if (cause.name === 'TimeoutError')
    return waited_ms === undefined
      ? 'không trả lời trong thời gian chờ'
      : `không trả lời trong ${Math.round(waited_ms / 1_000)} giây`
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  if (words[code] !== undefined) return `${words[code]} (${code})`
  return [code, cause.message].filter(Boolean).join(': ').slice(0, message_max)
}
