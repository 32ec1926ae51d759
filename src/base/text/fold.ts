/** Characters copied from web pages and spreadsheets that nobody sees: BOM, zero-width, soft hyphen. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu

/** NFC, no invisible characters, blanks collapsed and trimmed. Letters keep their case and marks. */
export const tidy_spaces = (text: string): string =>
  text.normalize('NFC').replace(invisible, '').replace(/\s+/gu, ' ').trim()

/**
 * The search form: lower case, no tone or vowel marks, `đ` as `d`, blanks collapsed. Both spellings of tone marks
 * ("hoà", "hòa") and both Unicode forms fold to the same text. `đ` has no decomposition, so it is done by hand.
 */
export const fold = (text: string): string =>
  tidy_spaces(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/gu, 'd').toLowerCase().normalize('NFC')

/** The words of a folded text: runs of letters and digits. */
export const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** Combining grave, acute, tilde, hook above, dot below. */
const tone = '[\\u0300\\u0301\\u0303\\u0309\\u0323]'
const modern_place = new RegExp(`(?<![\\p{L}\\p{M}])(\\p{L}*?)(o)([ae])(${tone})(?![\\p{L}\\p{M}])`, 'giu')
const modern_uy = new RegExp(`(?<!q)(u)(y)(${tone})(?![\\p{L}\\p{M}])`, 'giu')

/**
 * One spelling for the two habits of placing a tone mark: "hoà", "khoẻ", "thuý" become "hòa", "khỏe", "thúy".
 * Compare two texts after this when their marks matter; `fold` when they do not.
 */
export const tidy_tones = (text: string): string =>
  tidy_spaces(text).normalize('NFD').replace(modern_place, '$1$2$4$3').replace(modern_uy, '$1$3$2').normalize('NFC')
