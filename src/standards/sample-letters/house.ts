import { randomBytes } from 'node:crypto'
import { seal_subject } from '../documents/index.ts'
import {
  issue_certificate,
  make_key_pair,
  make_root,
  software_provider,
  type CertificateAuthority,
  type CertificateSubject,
  type SigningProvider,
  type Validity,
} from '../signatures/index.ts'

/** Who signs a facility's letters. */
export type Signers = { code: string; name: string; doctor: SigningProvider; seal: SigningProvider }

export type SampleHouse = Signers & {
  root_pem: string
  /** What a vendor's program signs with, as PEM: the demo authority is thrown away, its keys need no safe. */
  keys: { doctor_pem: string; seal_pem: string }
}

const day_ms = 86_400_000
const life_days = 365

export const sample_doctor = { name: 'Nguyễn Văn Mẫu', licence: '000000/TEST-CCHN' }

const certified = (ca: CertificateAuthority, subject: CertificateSubject, validity: Validity) => {
  const keys = make_key_pair()
  // A serial is a positive number (RFC 5280 §4.1.2.2).
  const serial = `1${randomBytes(15).toString('hex')}0`.slice(0, 32)
  const certificate = issue_certificate(ca, { subject, public_key_pem: keys.public_key_pem, validity, serial })
  return { provider: software_provider(keys.private_key_pem, certificate), key_pem: keys.private_key_pem }
}

/** A facility with an authority of its own that nobody trusts until it is told to. */
export const make_sample_house = (code: string, name: string, at = new Date()): SampleHouse => {
  const validity = { from: new Date(at.getTime() - 30 * day_ms), to: new Date(at.getTime() + life_days * day_ms) }
  const common_name = `Gốc thử nghiệm ${code} (không có giá trị pháp lý)`
  const ca = make_root({ common_name, organization: name, validity })
  const doctor_subject = {
    ...{ common_name: sample_doctor.name, title: 'Bác sĩ', organization: name },
    identifier: `CCHN:${sample_doctor.licence}`,
  }
  const doctor = certified(ca, doctor_subject, validity)
  const seal = certified(ca, seal_subject(code, name), validity)
  return {
    ...{ code, name, root_pem: ca.certificate_pem, doctor: doctor.provider, seal: seal.provider },
    keys: { doctor_pem: doctor.key_pem, seal_pem: seal.key_pem },
  }
}
