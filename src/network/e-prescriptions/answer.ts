/** What became of one call. `lost`: nobody knows whether it arrived; try again. */
export type Outcome =
  | { kind: 'done'; receipt: unknown }
  | { kind: 'duplicate'; message: string }
  | { kind: 'refused'; message: string }
  | { kind: 'no_entry'; message: string }
  | { kind: 'lost'; message: string }

export const is_record = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const said = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(said).filter(Boolean).join('; ')
      : is_record(value)
        ? Object.values(value).map(said).filter(Boolean).join('; ')
        : ''

/** The sentences of a refusal: danh_sach_cac_loi, message, error, whatever comes. */
export const refusal_words = (body: unknown): string => {
  if (!is_record(body)) return said(body)
  const told = body['danh_sach_cac_loi'] ?? body['errors'] ?? body['message'] ?? body['error'] ?? body['success']
  return said(told) || JSON.stringify(body).slice(0, 300)
}

const used_already = /đã (được )?(sử dụng|tồn tại|dùng|cập nhật)|da ton tai|already (used|exist)|trùng mã/iu

/** One client saw 200 with the text "success"; another 422 with danh_sach_cac_loi; duplicates say so in words. */
export const to_outcome = (status: number, body: unknown): Outcome => {
  const message = refusal_words(body)
  if (status === 401 || status === 403) return { kind: 'no_entry', message: message || 'Không được vào' }
  if (status >= 500 || status === 408 || status === 429)
    return { kind: 'lost', message: `Hệ thống quốc gia trả lời ${status}` }
  if (status >= 400)
    return { kind: used_already.test(message) ? 'duplicate' : 'refused', message: message || `Trả lời ${status}` }
  // An error list under 200 is a refusal all the same.
  if (is_record(body) && said(body['danh_sach_cac_loi']) !== '')
    return { kind: used_already.test(message) ? 'duplicate' : 'refused', message }
  return { kind: 'done', receipt: body }
}
