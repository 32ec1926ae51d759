import { Failure } from '../../base/outcome/index.ts'

/**
 * What one resource may put into the index. PostgreSQL takes 1 MB of words (tsvector) and refuses more only after all
 * the work is done; a hundred thousand values to be found by take seconds to write. Real ones have dozens.
 */
export const values_max = 100_000
const words_bytes_max = 1_000_000
/** So few words, of at most 200 characters each, are never too many. */
const few_words = 1_000

const too_long = (type: string, what: string): Failure => {
  const message = `Một ${type} chứa ${what}; hãy chia thành nhiều tài nguyên`
  return new Failure(422, [{ severity: 'error', code: 'too-long', message, expression: type }])
}

export const too_many_values = (type: string): Failure => too_long(type, `quá ${values_max} giá trị để tìm`)

/** @throws 422 for more words than a tsvector holds */
export const demand_few_words = (type: string, words: string[]): void => {
  if (words.length <= few_words) return
  let bytes = 0
  for (const word of words) bytes += Buffer.byteLength(word)
  if (bytes > words_bytes_max) throw too_long(type, 'quá nhiều tên và lời để tìm (hơn 1 MB)')
}
