import { Failure } from '../../base/outcome/index.ts'
import { fold } from '../../base/text/index.ts'
import {
  is_organisation,
  judge_seal,
  read_seals,
  seals_named,
  type CertificateName,
  type Given,
  type KnownSeal,
  type SignatureVerdict,
} from '../documents/index.ts'
import { sha256_hex } from '../signatures/index.ts'
import { judge_file } from './judge-file.ts'
import { manifest_name, read_manifest, seal_name, type Manifest, type ManifestFile } from './manifest.ts'
import { read_zip, usual_limits, type ReadZip, type Told, type ZipLimits } from './read-zip.ts'

/** What whoever verifies knows by himself: nothing is asked of the sender. */
export type PackageTrust = {
  roots_pem: string[]
  /** Nothing in the package may have been signed later than this. */
  at: Date
  /** Seals of the facility, where they are known. */
  seals?: readonly KnownSeal[] | undefined
  revoked?: ((certificate: CertificateName) => Date | undefined) | undefined
}

export type FileVerdict = Pick<ManifestFile, 'name' | 'title' | 'what'> & {
  valid: boolean
  problems: string[]
  signatures: SignatureVerdict[]
}

export type PackageVerdict = {
  valid: boolean
  manifest?: Manifest | undefined
  seal?: SignatureVerdict | undefined
  files: FileVerdict[]
  /** Of the package itself, its manifest, and files the manifest does not name. Name '' is the package. */
  problems: Told[]
  /** What is unusual about the ZIP and leaves every document as it is. */
  remarks: Told[]
}

const failed = (error: unknown): Told[] => {
  if (!(error instanceof Failure)) throw error
  return error.issues.map(({ message, expression }) => ({ name: expression ?? '', message }))
}

const failed_manifest = (error: unknown): Told[] =>
  failed(error).map(({ message }) => ({ name: manifest_name, message }))

const names_facility = ({ by, identifier, organization }: SignatureVerdict, { facility }: Manifest): boolean =>
  by === 'sender' ||
  identifier === `CSKCB:${facility.code}` ||
  (is_organisation(identifier) && fold(organization ?? '') === fold(facility.name))

const given_by = ({ roots_pem, at, seals = [], revoked }: PackageTrust): Given => ({
  seals: read_seals(seals),
  trust: { roots_pem, seals, at, ...(revoked ? { revoked } : {}) },
})

type Opened = {
  manifest: Manifest | undefined
  seal: SignatureVerdict | undefined
  given: Given
  problems: Told[]
}

const bytes_in = (zip: ReadZip, name: string): Uint8Array | undefined =>
  zip.files.find((file) => file.name === name)?.bytes

/** What authorities said of certificates lies beside the papers: each signature is judged by it too. */
const with_evidence = (given: Given, zip: ReadZip, manifest: Manifest | undefined): Given => {
  const of = (kind: ManifestFile['what']): Uint8Array[] =>
    (manifest?.files ?? []).flatMap(({ what, name }) => (what === kind ? (bytes_in(zip, name) ?? []) : []))
  return { ...given, trust: { ...given.trust, evidence: { crls: of('crl'), ocsps: of('ocsp') } } }
}

const open_manifest = (zip: ReadZip, sealed: Uint8Array, trusted: Given): Opened => {
  const cms = bytes_in(zip, seal_name)
  const problems: Told[] = []
  let manifest: Manifest | undefined
  try {
    manifest = read_manifest(sealed)
  } catch (error) {
    problems.push(...failed_manifest(error))
  }
  if (!cms)
    return {
      manifest,
      seal: undefined,
      given: trusted,
      problems: [...problems, { name: seal_name, message: 'không có trong gói' }],
    }
  const given = with_evidence(trusted, zip, manifest)
  const { issues, signatures } = judge_seal(sealed, cms, given)
  const seal = signatures[0]
  for (const { message, reason } of issues) {
    problems.push({ name: seal_name, message })
    // Which of the two was touched cannot be told from a seal that does not fit: both are named.
    if (reason === 'seal-invalid') problems.push({ name: manifest_name, message })
  }
  if (seal && manifest && !names_facility(seal, manifest))
    problems.push({
      name: seal_name,
      message: `Gói của cơ sở ${manifest.facility.code} nhưng ký bằng chứng thư của “${seal.organization ?? seal.signer}”`,
    })
  return { manifest, seal, given, problems }
}

/** The facility's other signatures are known by the certificate that sealed the manifest. */
const with_seal = (given: Given, seal: SignatureVerdict | undefined): Given => {
  if (!seal?.valid || seal.serial === undefined || seal.issuer === undefined) return given
  const named = seals_named([{ serial: seal.serial, issuer: seal.issuer }])
  const revoked = new Map([...named.revoked, ...given.seals.revoked])
  return { ...given, seals: { ...given.seals, revoked } }
}

const judge_one = (file: ManifestFile, zip: ReadZip, manifest: Manifest, given: Given): FileVerdict => {
  const { name, title, what } = file
  const broken = zip.faults.filter((fault) => fault.name === name).map(({ message }) => message)
  const bytes = bytes_in(zip, name)
  if (!bytes)
    return {
      name,
      title,
      what,
      valid: false,
      signatures: [],
      problems: broken.length > 0 ? broken : ['không có trong gói'],
    }
  const is_same = bytes.length === file.size && sha256_hex(bytes) === file.sha256
  const judged = judge_file(file, bytes, { signed: bytes_in(zip, file.signs ?? ''), person: manifest.person, given })
  const problems = [...broken, ...(is_same ? [] : ['nội dung đã bị thay đổi sau khi đóng gói']), ...judged.problems]
  return { name, title, what, valid: problems.length === 0, problems, signatures: judged.signatures }
}

const strangers_in = (zip: ReadZip, manifest: Manifest | undefined): Told[] => {
  const known = new Set([manifest_name, seal_name, ...(manifest?.files ?? []).map(({ name }) => name)])
  const unknown = [...zip.files.map(({ name }) => name), ...zip.faults.map(({ name }) => name)].filter(
    (name) => !known.has(name),
  )
  return [...new Set(unknown)].flatMap((name): Told[] => {
    const faults = zip.faults.filter((fault) => fault.name === name)
    return faults.length > 0 ? faults : [{ name, message: 'không có trong danh mục của gói' }]
  })
}

/**
 * Whether a package stands, document by document, by nothing but its bytes and the roots the reader trusts. What is
 * wrong is in the verdict; it never throws for what somebody else wrote.
 */
export const verify_package = (
  bytes: Uint8Array,
  trust: PackageTrust,
  limits: ZipLimits = usual_limits,
): PackageVerdict => {
  let zip: ReadZip
  try {
    zip = read_zip(bytes, limits)
  } catch (error) {
    return { valid: false, files: [], problems: failed(error), remarks: [] }
  }
  const given = given_by(trust)
  const sealed = bytes_in(zip, manifest_name)
  const opened: Opened = sealed
    ? open_manifest(zip, sealed, given)
    : {
        manifest: undefined,
        seal: undefined,
        given,
        problems: [{ name: manifest_name, message: 'không có trong gói' }],
      }
  const { manifest, seal } = opened
  const own_faults = zip.faults.filter(({ name }) => name === manifest_name || name === seal_name)
  const problems = [...opened.problems, ...own_faults, ...strangers_in(zip, manifest)]
  const all = with_seal(opened.given, seal)
  const files = (manifest?.files ?? [])
    .map((file) => manifest && judge_one(file, zip, manifest, all))
    .filter((one) => one !== undefined)
  return {
    valid: problems.length === 0 && files.every((one) => one.valid),
    manifest,
    seal,
    files,
    problems,
    remarks: zip.remarks,
  }
}
