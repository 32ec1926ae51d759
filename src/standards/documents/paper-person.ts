import { fold, initials, words } from '../../base/text/index.ts'
import { identifier_system } from '../fhir/index.ts'
import { read_pdf_text, type PdfRead, type PdfText, type PdfUnread } from '../pdf-text/index.ts'
import { compare_people, type PersonFacts } from '../person-matching/index.ts'
import { facts_on_paper, type PaperFacts } from './paper-facts.ts'
import type { Submission, SubmissionPerson } from './submission.ts'
import { refusal, type DocumentIssue } from './verdict.ts'

/** `doubt`: in words, why nobody can tell; `facts`: what the paper says of its patient. */
export type PaperPerson = { says: 'her' } | { says: 'another'; facts: PaperFacts } | { says: 'nothing'; doubt: string }

/** A shorter one would be found by chance. */
const number_min = 8
/** With fewer letters than a line it is a picture with a stamp on it. */
const letters_min = 20

const squash = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

/** As they may be printed: a card's number also by its last ten digits (the insurance number). */
const numbers_of = ({ identifiers }: SubmissionPerson): string[] =>
  identifiers
    .flatMap(({ system, value }) => {
      const whole = squash(value)
      return system === identifier_system.bhyt && whole.length === 15 ? [whole, whole.slice(5)] : [whole]
    })
    .filter((one) => one.length >= number_min)

/** Her name as a whole, whatever the case and marks, also with a blank behind each letter. */
const is_named = (text: string, name: string): boolean => {
  const letters = words(name).join('')
  if (words(name).length < 2) return false
  const spaced = [...letters].join(String.raw`[\s.'’-]*`)
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${spaced}(?![\p{L}\p{N}])`, 'u').test(text)
}

const nobody: PersonFacts = { names: [], numbers: [], phones: [], kin: [] }

const her_facts = ({ name, birth_date, identifiers }: SubmissionPerson): PersonFacts => ({
  ...nobody,
  names: name === '' ? [] : [name],
  ...(birth_date === undefined ? {} : { birth_date }),
  numbers: identifiers.flatMap(({ system, value }) =>
    system === identifier_system.cccd ? [{ kind: 'cccd' as const, value }] : [],
  ),
})

/** Whether the two cannot be of one person in this field: a slip of the pen, a missing middle name are none. */
const differs = (her: PersonFacts, said: PersonFacts[], field: 'name' | 'number' | 'birth_date'): boolean =>
  said.length > 0 && said.every((one) => compare_people(her, one).contradicts.includes(field))

const compare = (text: PdfText, { person, author }: Pick<Submission, 'person' | 'author'>): PaperPerson => {
  const drawn = text.drawn.join('\n')
  const read = [text.lines.join('\n'), drawn]
  if (squash(drawn).length < letters_min)
    return { says: 'nothing', doubt: 'bản PDF là ảnh chụp, không có chữ đọc được' }
  const squashed = read.map(squash)
  if (numbers_of(person).some((number) => squashed.some((one) => one.includes(number)))) return { says: 'her' }
  const facts = facts_on_paper(text, author.name)
  const her = her_facts(person)
  const number = differs(
    her,
    facts.cccds.map((value) => ({ ...nobody, numbers: [{ kind: 'cccd', value }] })),
    'number',
  )
  const birth = differs(
    her,
    facts.births.map((birth_date) => ({ ...nobody, birth_date })),
    'birth_date',
  )
  if (number && birth) return { says: 'another', facts }
  if (read.some((one) => is_named(fold(one), person.name))) {
    if (!number && !birth) return { says: 'her' }
    return { says: 'nothing', doubt: `bản PDF ghi cùng họ tên nhưng ${number ? 'số định danh' : 'ngày sinh'} khác` }
  }
  const name = differs(
    her,
    facts.names.map((one) => ({ ...nobody, names: [one] })),
    'name',
  )
  if (name || number) return { says: 'another', facts }
  return { says: 'nothing', doubt: 'bản PDF không ghi họ tên, số định danh nào đối chiếu được' }
}

const unread_words: Record<PdfUnread['why'], string> = {
  'too-large': 'bản PDF quá lớn',
  'too-slow': 'bản PDF tốn quá nhiều thời gian hoặc bộ nhớ',
  locked: 'bản PDF khóa bằng mật khẩu',
  broken: 'bản PDF hỏng, không mở được',
  'no-reader': 'bộ đọc PDF của máy chủ không chạy, báo quản trị (IT)',
}

/**
 * Whether the paper names the person of the envelope, by rules that would rather let a wrong paper pass than hold an honest one:
 * - **her**: a number of hers stands anywhere on it (personal ID, card, passport, the sender's own code; each digit in a box or
 *   not), or her whole name does (capitals, without marks, over two lines), and nothing said of the patient is against it;
 * - **another**: no number of hers stands anywhere, and beside words that announce the patient there is either another personal ID
 *   and another birth (a namesake; a mother on her child's paper), or, where her name stands nowhere either, another personal ID or
 *   a name that cannot be hers (`person-matching`: given or family name differ). Names of doctors, kin and
 *   companions, and numbers without such words, say nothing;
 * - **nothing**: everything else: a scan, letters in an old code page, a name without numbers that has another birth beside it.
 */
export const judge_paper_person = (read: PdfRead, letter: Pick<Submission, 'person' | 'author'>): PaperPerson =>
  read.kind === 'text' ? compare(read, letter) : { says: 'nothing', doubt: unread_words[read.why] }

/** What its PDF says of the person of a letter; undefined: it has none that can be opened (a closed letter). */
export const read_paper_person = async (submission: Submission): Promise<PaperPerson | undefined> => {
  const pdf = submission.parts.find(({ kind }) => kind === 'pdf')
  return pdf && judge_paper_person(await read_pdf_text(pdf.bytes), submission)
}

type Said = { name: string; cccd: string; birth: string }

/** Day as people write it, or the year. */
const day_words = (day: string): string => day.split('-').toReversed().join('/')

/** Enough for whoever has the paper at hand to find the fault, not enough to learn of a person. */
const masked = ({ name, cccd, birth }: Said): Said => ({
  name: [...initials(name)].map((letter) => `${letter.toUpperCase()}.`).join(''),
  cccd: cccd && `…${cccd.slice(-4)}`,
  birth: birth.slice(0, 4),
})

const say = ({ name, cccd, birth }: Said): string =>
  [name && `“${name}”`, cccd && `số định danh ${cccd}`, birth && `sinh ${day_words(birth)}`].filter(Boolean).join(', ')

/**
 * Whom the paper names and whom envelope and data name, in one sentence.
 * @param is_masked initials, the last four digits, the year: for whoever carries the letter
 */
export const say_another = (facts: PaperFacts, { person, parts }: Submission, is_masked: boolean): string => {
  const cccd = person.identifiers.find(({ system }) => system === identifier_system.cccd)?.value ?? ''
  const [paper, letter] = [
    { name: facts.names[0] ?? '', cccd: facts.cccds[0] ?? '', birth: facts.births[0] ?? '' },
    { name: person.name, cccd, birth: person.birth_date ?? '' },
  ].map((one) => say(is_masked ? masked(one) : one))
  const beside = parts.some(({ kind }) => kind === 'fhir' || kind === 'hsba') ? 'phong bì và dữ liệu' : 'phong bì'
  return `Bản PDF ghi người bệnh ${paper}; ${beside} ghi ${letter}`
}

/** As issues of a verdict; the letter stands, whoever takes it decides what follows. */
export const paper_issues = (paper: PaperPerson, submission: Submission): DocumentIssue[] => {
  const warn = (reason: 'paper-of-another' | 'paper-untold', message: string): DocumentIssue => ({
    ...refusal(reason, reason === 'paper-of-another' ? 'conflict' : 'informational', message, 'pdf'),
    severity: 'warning',
  })
  if (paper.says === 'another')
    return [warn('paper-of-another', `${say_another(paper.facts, submission, false)}: có thể gắn nhầm tệp`)]
  if (paper.says === 'nothing')
    return [
      warn('paper-untold', `Không đối chiếu được người bệnh trên giấy: ${paper.doubt}; hãy xem bản PDF trước khi dùng`),
    ]
  return []
}
