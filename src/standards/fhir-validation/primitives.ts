import { is_exact_number } from '../fhir/index.ts'
import { is_date, is_date_time, is_instant, is_time } from './dates.ts'
import { report, quote, type Run } from './run.ts'

/** Checks one primitive value (never null or undefined of a list; those are looked at by the list). */
export type PrimitiveCheck = (value: unknown, run: Run) => void

/** R4 says 1 MB for a string; scanned reports pasted as text are larger, and nothing is gained by refusing them. */
const text_length_max = 5 * 1024 * 1024
/** Past this a base64Binary is judged by its length, head and tail: its bytes are checked by whoever decodes them. */
const base64_full_check_max = 65_536

/** Blanks and controls: `\s` of the standard's patterns is XML Schema's, four characters; a no-break space is a letter there. */
const blank_or_control = /[^\u0021-\uffff]/
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/
const not_base64 = /[^A-Za-z0-9+/= \t\r\n]/

const is_id = (text: string): boolean => /^[A-Za-z0-9.-]{1,64}$/.test(text)
/** Words with single blanks between them (R4: `[^\s]+(\s[^\s]+)*`), without that pattern's cost on long texts. */
const is_code = (text: string): boolean =>
  !blank_or_control.test(text) || !/^[ \t\r\n]|[ \t\r\n]{2}|[ \t\r\n]$|[^\t\n\r\u0020-\uffff]/.test(text)
const is_uri = (text: string): boolean => !blank_or_control.test(text)
const is_oid = (text: string): boolean => /^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/.test(text)
const is_uuid = (text: string): boolean =>
  /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

const is_base64 = (text: string): boolean => {
  if (text.length > base64_full_check_max)
    return !not_base64.test(text.slice(0, 1_000)) && !not_base64.test(text.slice(-1_000)) && !text.includes('\0')
  const letters = text.replace(/[ \t\r\n]+/g, '')
  return !not_base64.test(text) && letters.length % 4 === 0 && /^[^=]+={0,2}$/.test(letters)
}

/** A string at all: the rules of R4 §2.24.0.1 that hold for every text, and what PostgreSQL can keep. */
const is_sound_text = (value: unknown, run: Run, length_max: number): value is string => {
  if (typeof value !== 'string') report(run, 'structure', `Cần chuỗi ký tự, nhận được ${quote(value)}`)
  else if (value === '') report(run, 'structure', 'Chuỗi rỗng không được phép; hãy bỏ phần tử này')
  else if (value.length > length_max) report(run, 'too-long', `Chuỗi dài quá ${length_max / 1024 / 1024} MB`)
  else if (!value.isWellFormed()) report(run, 'value', 'Chuỗi chứa nửa ký tự Unicode (surrogate) không lưu được')
  else return true
  return false
}

const text_check =
  (is_right: (text: string) => boolean, wanted: string, length_max = text_length_max): PrimitiveCheck =>
  (value, run) => {
    if (is_sound_text(value, run, length_max) && !is_right(value))
      report(run, 'value', control.test(value) ? control_words : `${quote(value)} không hợp lệ: cần ${wanted}`)
  }

const control_words = 'Chuỗi chứa ký tự điều khiển không được phép'
const check_text = text_check((text) => !control.test(text), 'văn bản không có ký tự điều khiển')

/** Something that may point at a contained resource (`#id`). */
const uri_check = (wanted: string): PrimitiveCheck => {
  const check = text_check(is_uri, wanted)
  return (value, run) => {
    check(value, run)
    if (run.scope && typeof value === 'string' && value.startsWith('#')) run.scope.used.add(value.slice(1))
  }
}

const integer_check =
  (min: number, max: number, wanted: string): PrimitiveCheck =>
  (value, run) => {
    if (typeof value !== 'number')
      report(run, is_exact_number(value) ? 'value' : 'structure', `${quote(value)} không hợp lệ: cần ${wanted}`)
    else if (!Number.isInteger(value) || value < min || value > max || Object.is(value, -0))
      report(run, 'value', `${quote(value)} không hợp lệ: cần ${wanted}`)
  }

/** Digits beyond these fit neither a double nor what PostgreSQL's numeric is meant for. */
const number_length_max = 1_000

const check_decimal: PrimitiveCheck = (value, run) => {
  if (typeof value === 'number' && Number.isFinite(value)) return
  if (!is_exact_number(value))
    return report(run, 'structure', `Cần số (không đặt trong dấu nháy), nhận được ${quote(value)}`)
  const text = JSON.stringify(value)
  const exponent = Math.abs(Number(/[eE](.+)$/.exec(text)?.[1] ?? 0))
  if (text.length > number_length_max || exponent > 300 || !Number.isFinite(Number(text)))
    report(run, 'value', `Số ${quote(value)} lớn quá hoặc nhiều chữ số quá`)
}

const check_boolean: PrimitiveCheck = (value, run) => {
  if (value !== true && value !== false)
    report(run, 'structure', `Cần true hoặc false (không đặt trong dấu nháy), nhận được ${quote(value)}`)
}

const int32_max = 2_147_483_647
const day_words = 'và là ngày có thật'

/** Every primitive of R4 but xhtml, which narrative.ts reads. */
export const primitive_checks: ReadonlyMap<string, PrimitiveCheck> = new Map<string, PrimitiveCheck>([
  ['boolean', check_boolean],
  ['decimal', check_decimal],
  ['integer', integer_check(-int32_max - 1, int32_max, 'số nguyên 32 bit')],
  ['unsignedInt', integer_check(0, int32_max, 'số nguyên từ 0')],
  ['positiveInt', integer_check(1, int32_max, 'số nguyên từ 1')],
  ['string', check_text],
  ['markdown', check_text],
  ['code', text_check(is_code, 'mã không có khoảng trắng ở đầu, ở cuối hay hai khoảng trắng liền nhau')],
  ['id', text_check(is_id, 'mã gồm chữ, số, “-”, “.”, dài 1–64 ký tự')],
  ['uri', uri_check('URI không có khoảng trắng')],
  ['url', uri_check('URL không có khoảng trắng')],
  ['canonical', uri_check('URL chuẩn (canonical) không có khoảng trắng')],
  ['oid', text_check(is_oid, 'OID dạng urn:oid:1.2.3')],
  ['uuid', text_check(is_uuid, 'UUID dạng urn:uuid:… bằng chữ thường')],
  ['date', text_check(is_date, `YYYY, YYYY-MM hoặc YYYY-MM-DD ${day_words}`)],
  ['dateTime', text_check(is_date_time, `YYYY, YYYY-MM, YYYY-MM-DD hoặc YYYY-MM-DDThh:mm:ss+07:00 ${day_words}`)],
  ['instant', text_check(is_instant, `YYYY-MM-DDThh:mm:ss.sss+07:00 ${day_words}`)],
  ['time', text_check(is_time, 'hh:mm:ss')],
  ['base64Binary', text_check(is_base64, 'dữ liệu base64', Number.MAX_SAFE_INTEGER)],
])
