import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type SignatureProfile = {
  method: string
  source: string
  certainty: string
  prove: string
  canonicalization: string
  digest: string
  transform: string
  signature: { rsa: string; ec: string }
}

/** How a dossier is signed, and how sure that is: data, since the portal's training host has the last word. */
export const signature_profile = JSON.parse(
  readFileSync(join(import.meta.dirname, 'signature-profile.json'), 'utf8'),
) as SignatureProfile

export const dsig_namespace = 'http://www.w3.org/2000/09/xmldsig#'
