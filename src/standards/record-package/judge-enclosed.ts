import { refusal, type DocumentIssue, type Submission } from '../documents/index.ts'
import { verify_package, type PackageTrust, type PackageVerdict } from './verify-package.ts'

const names_person = ({ person }: Submission, { manifest }: PackageVerdict): boolean =>
  person.identifiers.some(({ system, value }) =>
    manifest?.person.identifiers.some((one) => one.system === system && one.value === value),
  )

/** What is wrong of the package as part of this sending: another house's, or about somebody else. */
const envelope_problems = (submission: Submission, verdict: PackageVerdict): string[] => {
  const { manifest } = verdict
  if (!manifest) return []
  return [
    ...(manifest.facility.code === submission.sender
      ? []
      : [`gói do cơ sở ${manifest.facility.code} lập, không phải nơi gửi ${submission.sender}`]),
    ...(submission.person.identifiers.length === 0 || names_person(submission, verdict)
      ? []
      : ['gói nói về người khác với phong bì']),
  ]
}

/**
 * A whole record that travels inside a sending: judged file by file, by whoever takes it. Each fault names its file.
 * @returns undefined where the sending carries none
 */
export const judge_enclosed = (
  submission: Submission,
  trust: PackageTrust,
): { verdict: PackageVerdict; issues: DocumentIssue[] } | undefined => {
  const part = submission.parts.find(({ kind }) => kind === 'package')
  if (!part) return undefined
  const verdict = verify_package(part.bytes, trust)
  const issue = (message: string, name = 'package'): DocumentIssue =>
    refusal('package-invalid', 'security', `Gói hồ sơ: ${message}`, name)
  return {
    verdict,
    issues: [
      ...verdict.problems.map(({ name, message }) => issue(name ? `${name}: ${message}` : message, name || 'package')),
      ...verdict.files.flatMap(({ name, title, problems }) =>
        problems.map((message) => issue(`“${title}” (${name}): ${message}`, name)),
      ),
      ...envelope_problems(submission, verdict).map((message) => issue(message)),
    ],
  }
}
