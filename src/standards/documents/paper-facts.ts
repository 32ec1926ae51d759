import { check_cccd } from '../../base/identity-numbers/index.ts'
import { words } from '../../base/text/index.ts'
import type { PdfText } from '../pdf-text/index.ts'

/** What a paper says of its patient beside words that announce it (“Họ và tên người bệnh:”, “Số định danh cá nhân:” …). */
export type PaperFacts = { names: string[]; cccds: string[]; births: string[] }

/** Without marks and in small letters, each letter at its place: labels are looked for here, values taken from the line. */
const plain_letters = (line: string): string =>
  [...line].map((letter) => letter.normalize('NFD')[0]?.replace(/[đĐ]/u, 'd').toLowerCase() ?? letter).join('')

/** The patient's name by a label that says so; a bare “Họ và tên:” may stand over anybody, the first one is hers. */
const patient_label =
  /(?:ho\s*(?:va|,)?\s*ten|ten)\s*(?:nguoi benh|benh nhan|nb|bn)\s*(?:\([^)]*\))?\s*[:.]|(?:^|\t|- )(?:nguoi benh|benh nhan)\s*:|ho (?:va )?ten\s*\([^)]*in hoa\)\s*[:.]/g
const bare_label = /(?:^|\t|[-.\d] ?)ho (?:va )?ten\s*:/g

/** Where a name is over: another column, a sign, a number, the word that announces the next thing. */
const name_end =
  /[\t,;:()\d/|]|\s(?:gioi|tuoi|sinh|ngay|nam sinh|so|ma|dia chi|khoa|cccd|bhyt|dien thoai)\b|\s(?:nam|nu)\s+\S/
const title = /^(?:bs|bac si|ths|ts|pgs|gs|ds|dd|ktv|ys|y si|cn|nhs|bscki+)\b/

const name_after = (line: string, plain: string, at: number): string[] => {
  const rest = plain.slice(at)
  const start = at + (rest.length - rest.replace(/^[\s.…_]+/u, '').length)
  const end = plain.slice(start).search(name_end)
  const name = line.slice(start, end < 0 ? undefined : start + end).replace(/[\s.…_-]+$/u, '')
  const count = words(name).length
  return count >= 2 && count <= 8 && !title.test(plain.slice(start)) && /^[\p{L}\s.'’-]+$/u.test(name) ? [name] : []
}

const names_by = (lines: string[], label: RegExp): string[] =>
  lines.flatMap((line) => {
    const plain = plain_letters(line)
    return [...plain.matchAll(label)].flatMap((found) => name_after(line, plain, found.index + found[0].length))
  })

/** Numbers and days of somebody else who stands on the paper: a mother, a companion, the doctor. */
const somebody_else =
  /nguoi nha|than nhan|\bme\b|\bbo\b|\bcha\b|\bcon\b|giam ho|dai dien|bac si|nguoi (?:ky|lap|nhan|di cung)/

const values_by = (lines: string[], label: RegExp, read: (found: RegExpMatchArray) => string[]): string[] =>
  lines.flatMap((line) => {
    const plain = plain_letters(line)
    return [...plain.matchAll(label)].flatMap((found) =>
      somebody_else.test(plain.slice(0, found.index + found[0].length)) ? [] : read(found),
    )
  })

/** Twelve digits, each in its box or not, right after the label. */
const cccd_label =
  /(?:cccd|can cuoc(?: cong dan)?|dinh danh(?: ca nhan)?)[^\d:\t]{0,25}:?[\s.…_]*((?:\d[\s|]{0,2}){11}\d)(?![\s|]?\d)/g
const digits_of = (text: string): string => text.replace(/\D/g, '')

const birth_label =
  /(?:ngay(?:,? thang,? nam)? sinh|sinh ngay)[^\d]{0,25}(\d\s?\d)[\s/.-]{1,3}(\d\s?\d)[\s/.-]{1,3}((?:\d\s?){3}\d)/g
const year_label = /(?:nam sinh|sinh nam)[^\d]{0,10}((?:\d\s?){3}\d)(?!\s?[\d/.-])/g
const is_year = (year: string): boolean => /^(?:19|20)/.test(year)

/** @param author whose name under a bare label is not the patient's */
export const facts_on_paper = ({ lines }: PdfText, author: string): PaperFacts => {
  const written_by = words(author).join(' ')
  const named = names_by(lines, patient_label)
  const bare = names_by(lines, bare_label).slice(0, 1)
  const names = (named.length > 0 ? named : bare).filter((name) => words(name).join(' ') !== written_by)
  const cccds = values_by(lines, cccd_label, ([, digits = '']) => [digits_of(digits)]).filter(
    (one) => check_cccd(one).ok,
  )
  const days = values_by(lines, birth_label, ([, day = '', month = '', year = '']) => [
    [year, month, day].map(digits_of).join('-'),
  ])
  const years = values_by(lines, year_label, ([, year = '']) => [digits_of(year)])
  return { names, cccds, births: [...days, ...years].filter(is_year) }
}
