/** Detached CMS over any bytes: exports in JSON and XML carry their signature in a file of its own (.p7s). */

import { fail } from '../../base/outcome/index.ts'
import type { CmsVerdict, VerifyOptions } from './cms-verifier.ts'
import { verify_cms } from './cms-verifier.ts'
import { write_cms } from './cms-writer.ts'
import type { Timestamper } from './cms-writer.ts'
import { certificate_summary } from './certificate-summary.ts'
import type { CertificateSummary } from './certificate-summary.ts'
import { sha256 } from './digest.ts'
import { guarded } from './guard.ts'
import type { SigningProvider } from './provider.ts'

export type DetachedVerdict = Omit<CmsVerdict, 'signer'> & {
  valid: boolean
  signer: string
  certificate: CertificateSummary
}

export const sign_detached = (
  content: Uint8Array,
  wish: { provider: SigningProvider; signed_at: Date; timestamp?: Timestamper | undefined },
): Promise<Uint8Array> => write_cms(sha256(content), { ...wish, with_signing_time: true })

const unreadable = () => fail.invalid('Không đọc được chữ ký số CMS')

/** Throws a Failure where the CMS cannot be read; any other fault is in the verdict. */
export const verify_detached = (content: Uint8Array, cms: Uint8Array, options: VerifyOptions): DetachedVerdict => {
  const { signer, ...verdict } = guarded(unreadable, () => verify_cms(cms, [content], options))
  const certificate = certificate_summary(signer)
  return {
    ...verdict,
    valid: verdict.problem === undefined,
    signer: certificate.common_name,
    certificate,
  }
}
