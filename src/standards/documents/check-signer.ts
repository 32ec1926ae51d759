import { words } from '../../base/text/index.ts'
import { identifier_system, list_of, text_of, type Resource } from '../fhir/index.ts'
import { needed_signatures } from './kinds.ts'
import type { ReadDocument } from './read-document.ts'
import type { Seals } from './signature-state.ts'
import type { Identity, Submission } from './submission.ts'
import { refusal, type DocumentIssue, type SignatureVerdict } from './verdict.ts'

type Person = { name: string; identifiers: Identity[] }

/** What stands before a name is no part of it. */
const titles =
  /^(?:(?:gs|pgs|ts|ths|bs|bác sĩ|bsck[\wđ]*|ck\s?i{1,2}|ck[12]|ds|dược sĩ|cn|cử nhân|ktv|kỹ thuật viên|đd|điều dưỡng|ys|y sĩ|nhs|thạc sĩ|tiến sĩ|phó giáo sư|giáo sư)(?:[.,:]+\s*|\s+))+/iu

/** In one order of words, without marks and titles: certificates write names in capitals, some without marks. */
const bare = (name: string): string => words(name.trim().replace(titles, '')).toSorted().join(' ')

/** How certificates of Vietnamese authorities name a person's numbers (UID), and where a FHIR document has the same. */
const system_of_prefix: Record<string, string> = {
  ...{ CCHN: identifier_system.cchn, GPHN: identifier_system.cchn, CCCD: identifier_system.cccd },
  ...{ CMND: identifier_system.cmnd, HC: identifier_system.passport },
}

const split = (identifier: string): { prefix: string; value: string } => {
  const [, prefix = '', value = ''] = /^([A-Z]+):(.+)$/i.exec(identifier) ?? []
  return { prefix: prefix.toUpperCase(), value: value.replace(/\s+/g, '').toUpperCase() }
}

/** undefined: no number of one kind stands on both sides. */
const numbers_agree = (signature: SignatureVerdict, person: Person): boolean | undefined => {
  const said = (signature.identifiers ?? []).flatMap((one) => {
    const { prefix, value } = split(one)
    const known = person.identifiers.filter(({ system }) => system === system_of_prefix[prefix])
    return known.length === 0 ? [] : [known.some((own) => own.value.replace(/\s+/g, '').toUpperCase() === value)]
  })
  return said.length === 0 ? undefined : said.every(Boolean)
}

/** A number says who somebody is, a name only where there is none. */
const is_signed_by = (signature: SignatureVerdict, person: Person): boolean =>
  numbers_agree(signature, person) ?? bare(signature.signer) === bare(person.name)

const person_in = (resource: Resource | undefined): Person[] => {
  if (resource?.resourceType !== 'Practitioner') return []
  const [name] = list_of(resource['name'])
  const identifiers = list_of(resource['identifier']).flatMap((one) => {
    const [system, value] = [text_of(one['system']), text_of(one['value'])]
    return system && value ? [{ system, value }] : []
  })
  const given = Array.isArray(name?.['given']) ? name['given'].map(String) : []
  return [{ name: text_of(name?.['text']) ?? [text_of(name?.['family']), ...given].join(' '), identifiers }]
}

const persons_of = ({ composition, find }: ReadDocument): Person[] =>
  [...list_of(composition['author']), ...list_of(composition['attester']).map((one) => one['party'])].flatMap((one) =>
    person_in(find(one)),
  )

const names_of = (people: Person[]): string => [...new Set(people.map(({ name }) => name))].join(', ')

/** QĐ 425/QĐ-BYT 2025 Điều 11: whoever answers for the house may sign a prescription in the prescriber's place. */
const another_may_sign = new Set<Submission['kind']>(['prescription'])

const mismatch = ({ kind }: Submission, signed: SignatureVerdict[], people: Person[]): DocumentIssue => {
  const signers = signed.map(({ signer }) => `“${signer}”`).join(', ')
  const words_for = `Bản PDF do ${signers} ký, còn người lập ghi trên tài liệu là “${names_of(people)}”`
  return another_may_sign.has(kind)
    ? {
        ...refusal('signer-mismatch', 'informational', `${words_for}; kiểm tra người này có được ký thay không`, 'pdf'),
        severity: 'warning',
      }
    : refusal(
        'signer-mismatch',
        'security',
        `${words_for}; người lập ký lại bằng chứng thư của chính mình, hoặc ghi đúng người lập`,
        'pdf',
      )
}

const author_mismatch = (envelope: Person, people: Person[]): DocumentIssue[] =>
  bare(envelope.name) === '' || people.some(({ name }) => bare(name) === bare(envelope.name))
    ? []
    : [
        refusal(
          'author-mismatch',
          'conflict',
          `Phong bì ghi người lập “${envelope.name}”, tài liệu bên trong ghi “${names_of(people)}”`,
          'Bundle.entry[0].resource.author',
        ),
      ]

/** Whether somebody signed with the name that stands on the paper as its author's, or as one who attests it. */
export const signer_issues = (
  submission: Submission,
  document: ReadDocument | undefined,
  signatures: SignatureVerdict[],
): DocumentIssue[] => {
  if (!needed_signatures(submission.kind, submission.created_at).includes('doctor')) return []
  const inside = document ? persons_of(document) : []
  const people = inside.length > 0 ? inside : [submission.author].filter(({ name }) => bare(name) !== '')
  const signed = signatures.filter(({ part, by, valid }) => part === 'pdf' && by === 'person' && valid)
  const differs = inside.length > 0 ? author_mismatch(submission.author, inside) : []
  if (people.length === 0 || signed.length === 0) return differs
  const is_theirs = signed.some((one) => people.some((person) => is_signed_by(one, person)))
  return is_theirs ? differs : [...differs, mismatch(submission, signed, people)]
}

const codes = (identifiers: readonly string[], prefix: string): string[] =>
  identifiers.map(split).flatMap((one) => (one.prefix === prefix ? [one.value] : []))

const other_house = (signature: SignatureVerdict, code: string, { sender }: Submission): DocumentIssue =>
  refusal(
    'wrong-facility',
    'security',
    `Chứng thư của “${signature.signer}” thuộc tổ chức khác (${code}), không phải nơi gửi ${sender}; ký bằng chứng thư cá nhân hoặc chứng thư do nơi gửi đăng ký`,
    'pdf',
  )

/**
 * A doctor's certificate that names an organisation names the sender. By code (CSKCB, tax number) that is certain, and
 * another one is refused; a name may be written in many ways, and another one is only shown. A personal certificate
 * without any is legal (Luật Giao dịch điện tử 20/2023/QH15 Điều 22, NĐ 23/2025/NĐ-CP): its holder signs as a person.
 */
export const organisation_issues = (
  submission: Submission,
  document: ReadDocument | undefined,
  { signatures, seals }: { signatures: SignatureVerdict[]; seals: Seals },
): DocumentIssue[] => {
  const tax_numbers = codes(seals.identifiers, 'MST')
  const custodian = document?.find(document.composition['custodian'])
  const own_names = [...seals.names, text_of(custodian?.['name']) ?? ''].map(bare).filter(Boolean)
  return signatures
    .filter(({ by, part, valid }) => by === 'person' && part === 'pdf' && valid)
    .flatMap((one): DocumentIssue[] => {
      const identifiers = one.identifiers ?? []
      const house = codes(identifiers, 'CSKCB').find((code) => code !== submission.sender)
      if (house !== undefined) return [other_house(one, `CSKCB:${house}`, submission)]
      const tax = tax_numbers.length === 0 ? [] : codes(identifiers, 'MST')
      if (tax.length > 0 && !tax.some((number) => tax_numbers.includes(number)))
        return [other_house(one, `MST:${tax[0] ?? ''}`, submission)]
      const is_known = tax.length > 0 || codes(identifiers, 'CSKCB').length > 0
      const named = bare(one.organization ?? '')
      if (is_known || named === '' || own_names.length === 0 || own_names.includes(named)) return []
      const note = `Chứng thư của “${one.signer}” ghi tổ chức “${one.organization ?? ''}”, không giống tên nơi gửi ${submission.sender}`
      return [{ ...refusal('signer-organisation', 'informational', note, 'pdf'), severity: 'warning' }]
    })
}
