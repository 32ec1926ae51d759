/**
 * Narrative.div (R4 §2.4.0, txt-1 and txt-2): one well-formed XHTML div that can be shown without running anything.
 * Elements are those of HTML 4.0 chapters 7–11 and 15 that the standard names; a browser never meets anything else.
 */
const allowed_elements: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 ' +
    'h5 h6 hr i img kbd li map ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var'
  ).split(' '),
)

const allowed_attributes: ReadonlySet<string> = new Set(
  (
    'abbr accesskey align alt axis bgcolor border cellpadding cellspacing char charoff cite class clear color colspan compact ' +
    'coords dir face frame headers height href hreflang hspace id lang longdesc name noshade nowrap rel rev rowspan rules ' +
    'scope shape size span src start style summary tabindex title type usemap valign value vspace width xml:lang xml:space xmlns'
  ).split(' '),
)

const xhtml_namespace = 'http://www.w3.org/1999/xhtml'
/** XML knows five names; everything else is written as its number (R4 §2.4.0). */
const entity = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\dA-Fa-f]{1,6});)/
const active_address = /^(?:javascript|vbscript|data:(?!image\/))/i
/** What makes a style fetch from elsewhere or run something; a picture inside the text (data:image) or beside it is neither. */
const active_style =
  /url\(["']?(?!data:image\/)(?:[a-z][a-z0-9+.-]*:|\/\/)|expression\(|@import|javascript:|behavior:|\\/i

/** As a browser reads it: `java&#115;cript:` and `java\nscript:` are javascript. */
const decode = (value: string): string =>
  value
    .replace(/&#(?:x([\dA-Fa-f]+)|(\d+));/g, (_all, hex?: string, decimal?: string) =>
      String.fromCodePoint(Math.min(hex ? Number.parseInt(hex, 16) : Number(decimal), 0x10ffff)),
    )
    .replace(/&\w+;/g, '')
    .replace(/[^\u0021-\uffff]/g, '')

const find_attribute_fault = (name: string, value: string): string | undefined => {
  if (!allowed_attributes.has(name)) return `thuộc tính “${name}” không được phép`
  if (value.includes('<')) return `thuộc tính “${name}” chứa dấu <`
  if (value.includes('&') && entity.test(value)) return 'dấu & phải viết là &amp;'
  if (name === 'style' && active_style.test(decode(value))) return 'style không được tải hay chạy nội dung khác'
  if ((name === 'href' || name === 'src') && active_address.test(decode(value))) return `${name} không được chạy mã`
  if (name === 'xmlns' && value !== xhtml_namespace) return `xmlns phải là ${xhtml_namespace}`
  return undefined
}

/** Where reading stands. Faults are thrown as words inside this file only: a scanner has no use for a result at each step. */
type Reading = { text: string; at: number; open: string[]; has_namespace: boolean }

class Fault {
  readonly words: string
  constructor(words: string) {
    this.words = words
  }
}

const wrong_tag = (reading: Reading): Fault =>
  new Fault(`thẻ viết sai gần “${reading.text.slice(reading.at, reading.at + 30)}”`)

const is_blank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9
const is_name_part = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 58) ||
  code === 45 ||
  code === 95 ||
  code === 46

const skip_blanks = (reading: Reading): void => {
  while (is_blank(reading.text.charCodeAt(reading.at))) reading.at += 1
}

const read_name = (reading: Reading): string => {
  const start = reading.at
  while (is_name_part(reading.text.charCodeAt(reading.at))) reading.at += 1
  return reading.text.slice(start, reading.at)
}

const take = (reading: Reading, code: number): boolean => {
  if (reading.text.charCodeAt(reading.at) !== code) return false
  reading.at += 1
  return true
}

const read_attribute = (reading: Reading): void => {
  const name = read_name(reading)
  skip_blanks(reading)
  if (name === '' || !take(reading, 61)) throw wrong_tag(reading)
  skip_blanks(reading)
  const quote = reading.text[reading.at]
  const end = quote === '"' || quote === "'" ? reading.text.indexOf(quote, reading.at + 1) : -1
  if (end < 0 || quote === undefined) throw wrong_tag(reading)
  const fault = find_attribute_fault(name, reading.text.slice(reading.at + 1, end))
  if (fault !== undefined) throw new Fault(fault)
  if (name === 'xmlns') reading.has_namespace = true
  reading.at = end + 1
}

const read_closing_tag = (reading: Reading): void => {
  const name = read_name(reading)
  skip_blanks(reading)
  if (!take(reading, 62)) throw wrong_tag(reading)
  if (reading.open.pop() !== name) throw new Fault(`thẻ đóng </${name}> không khớp`)
}

/** True for an <img>, which counts as content. */
const read_opening_tag = (reading: Reading): boolean => {
  const name = read_name(reading)
  if (!allowed_elements.has(name))
    throw name === '' ? wrong_tag(reading) : new Fault(`phần tử <${name}> không được phép`)
  for (;;) {
    const before = reading.at
    skip_blanks(reading)
    if (take(reading, 62)) {
      reading.open.push(name)
      break
    }
    if (take(reading, 47)) {
      if (!take(reading, 62)) throw wrong_tag(reading)
      break
    }
    if (reading.at === before) throw wrong_tag(reading)
    read_attribute(reading)
  }
  return name === 'img'
}

const read_markup = (reading: Reading): boolean => {
  reading.at += 1
  if (take(reading, 47)) read_closing_tag(reading)
  else if (reading.text.startsWith('!--', reading.at)) {
    const end = reading.text.indexOf('-->', reading.at + 3)
    if (end < 0) throw new Fault('chú thích không đóng')
    reading.at = end + 3
  } else return read_opening_tag(reading)
  return false
}

const has_letters = (text: string, from: number, to: number): boolean => {
  for (let i = from; i < to; i += 1) if (!is_blank(text.charCodeAt(i))) return true
  return false
}

const read_div = (text: string): void => {
  const reading: Reading = { text, at: 0, open: [], has_namespace: false }
  let has_content = read_markup(reading)
  if (!reading.has_namespace) throw new Fault(`phần tử gốc phải là <div xmlns="${xhtml_namespace}">`)
  while (reading.open.length > 0) {
    const next = text.indexOf('<', reading.at)
    if (next < 0) throw new Fault(`thẻ <${reading.open.at(-1)}> không đóng`)
    if (!has_content) has_content = has_letters(text, reading.at, next)
    reading.at = next
    if (read_markup(reading)) has_content = true
  }
  if (reading.at < text.length) throw new Fault('phải có đúng một div gốc')
  if (!has_content) throw new Fault('phải có nội dung')
}

/** What is wrong with a narrative, in words, or undefined. */
export const find_narrative_fault = (div: string): string | undefined => {
  const text = div.trim()
  if (!/^<div[\s>]/.test(text)) return `phải bắt đầu bằng <div xmlns="${xhtml_namespace}">`
  if (text.includes('&') && entity.test(text)) return 'dấu & phải viết là &amp; và ký tự có tên viết bằng số (&#160;)'
  try {
    read_div(text)
    return undefined
  } catch (fault) {
    if (fault instanceof Fault) return fault.words
    throw fault
  }
}
