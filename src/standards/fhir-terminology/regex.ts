import { runInNewContext } from 'node:vm'
import { cannot, too_costly } from './refusals.ts'

const pattern_max = 500
const time_max_ms = 500

const whole = (pattern: string): RegExp => {
  if (pattern.length > pattern_max) throw cannot('too-long', `Biểu thức tìm mã dài quá ${pattern_max} ký tự`)
  try {
    return new RegExp(`^(?:${pattern})$`, 'u')
  } catch {
    throw cannot('invalid', `Biểu thức tìm mã “${pattern}” không đúng dạng`)
  }
}

const script = `(() => {
  const pattern = new RegExp(source, 'u')
  return JSON.stringify(JSON.parse(texts).filter((text) => pattern.test(text)))
})()`

/**
 * The texts that a pattern of a stored value set covers from end to end. A pattern can be written so that trying it takes
 * years (`(a+)+$`); JavaScript has no other way to stop it than the clock of a context of its own.
 */
export const matching_texts = (pattern: string, texts: readonly string[]): Set<string> => {
  const inside = { source: whole(pattern).source, texts: JSON.stringify(texts) }
  try {
    return new Set(JSON.parse(String(runInNewContext(script, inside, { timeout: time_max_ms }))) as string[])
  } catch {
    // Stopped by the clock, or out of stack: either way this pattern asks too much.
    throw too_costly(`Biểu thức tìm mã “${pattern}” chạy quá lâu; hãy viết đơn giản hơn`)
  }
}
