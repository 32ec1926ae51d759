import { read_certificate_summary } from '../signatures/index.ts'
import { manifest_name, read_manifest } from './manifest.ts'
import { read_zip } from './read-zip.ts'

const pem_form = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/**
 * The roots a package brings along: enough to see that it holds together, never a reason to believe it. Whoever trusts
 * them must have compared them with another source.
 */
export const carried_roots = (bytes: Uint8Array): string[] => {
  const { files } = read_zip(bytes)
  const find = (name: string) => files.find((one) => one.name === name)?.bytes
  const sealed = find(manifest_name)
  const named = sealed ? read_manifest(sealed).files.filter(({ what }) => what === 'certificate') : []
  return named
    .flatMap(
      ({ name }) =>
        Buffer.from(find(name) ?? '')
          .toString('latin1')
          .match(pem_form) ?? [],
    )
    .filter((pem) => {
      const { subject, issuer } = read_certificate_summary(pem)
      return subject === issuer
    })
}
