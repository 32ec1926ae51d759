import { Failure } from '../../base/outcome/index.ts'
import {
  contains_malware_test,
  hsba_issues,
  judge_paper,
  judge_seal,
  person_issues,
  read_document,
  type Given,
  type SignatureVerdict,
  type SubmissionPerson,
} from '../documents/index.ts'
import { read_crl, read_ocsp } from '../signatures/index.ts'
import type { ManifestFile } from './manifest.ts'

export type JudgedFile = { problems: string[]; signatures: SignatureVerdict[] }

/** What a file is judged with: the bytes it signs, the person of the package, who is trusted. */
export type FileContext = { signed: Uint8Array | undefined; person: SubmissionPerson; given: Given }

const sentences = (issues: { severity: string; message: string }[]): string[] =>
  issues.filter(({ severity }) => severity === 'error').map(({ message }) => message)

const nothing: JudgedFile = { problems: [], signatures: [] }

const judge_data = (bytes: Uint8Array, person: SubmissionPerson): JudgedFile => {
  try {
    const { patient } = read_document(bytes)
    return { problems: patient ? sentences(person_issues(person, patient)) : [], signatures: [] }
  } catch (error) {
    if (error instanceof Failure) return { problems: sentences(error.issues), signatures: [] }
    throw error
  }
}

const evidence_names = { crl: 'danh sách thu hồi chứng thư (CRL)', ocsp: 'trả lời về chứng thư (OCSP)' }

const reads = (read: (bytes: Uint8Array) => unknown, bytes: Uint8Array): boolean => {
  try {
    read(bytes)
    return true
  } catch {
    return false
  }
}

const judge_kind = (
  { what, signs }: ManifestFile,
  bytes: Uint8Array,
  { signed, person, given }: FileContext,
): JudgedFile => {
  if (what === 'fhir') return judge_data(bytes, person)
  if (what === 'hsba-xml' || what === 'hsba-json')
    return { problems: sentences(hsba_issues(bytes, person)), signatures: [] }
  if (what === 'signature') {
    if (!signed) return { problems: [`không có tệp “${signs ?? ''}” mà chữ ký này ký`], signatures: [] }
    const { issues, signatures } = judge_seal(signed, bytes, given)
    return { problems: sentences(issues), signatures }
  }
  if (what === 'crl' || what === 'ocsp')
    return reads(what === 'crl' ? read_crl : read_ocsp, bytes)
      ? nothing
      : { problems: [`không phải ${evidence_names[what]}`], signatures: [] }
  if (what !== 'pdf') return nothing
  const { issues, signatures } = judge_paper(bytes, given)
  return { problems: sentences(issues), signatures }
}

/** What can be said of one file beyond its digest. */
export const judge_file = (file: ManifestFile, bytes: Uint8Array, context: FileContext): JudgedFile => {
  const judged = judge_kind(file, bytes, context)
  return contains_malware_test(bytes)
    ? { ...judged, problems: [...judged.problems, 'chứa mã độc (tệp thử EICAR)'] }
    : judged
}
