import type { DocumentTrust } from '../../standards/documents/index.ts'
import { is_object, list_of, text_of } from '../../standards/fhir/index.ts'
import type { Hub } from './hub-client.ts'

const texts_of = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

type KnownSeal = { serial: string; certificate_pem: string; revoked_at: Date | undefined }

const seals_of = (value: unknown): KnownSeal[] =>
  list_of(value).flatMap((one) => {
    const [serial, certificate_pem] = [text_of(one['serial']), text_of(one['certificate_pem'])]
    const revoked = text_of(one['revoked_at'])
    return serial && certificate_pem
      ? [{ serial, certificate_pem, revoked_at: revoked === undefined ? undefined : new Date(revoked) }]
      : []
  })

/** By which certificates a sender seals, and whose roots count: as the Sở keeps them at the hub. */
export const fetch_trust = async (hub: Hub, sender: string): Promise<DocumentTrust> => {
  const path = `${hub.link.base_url}/lien-thong/trust/${encodeURIComponent(sender)}`
  const said = (await hub.ask({ method: 'GET', path, headers: { accept: 'application/json' } })).json()
  const seals = is_object(said) ? seals_of(said['seals']) : []
  const revoked = new Map(seals.map(({ serial, revoked_at }) => [serial.toUpperCase(), revoked_at]))
  return {
    roots_pem: is_object(said) ? texts_of(said['roots_pem']) : [],
    seals: seals.map(({ certificate_pem }) => certificate_pem),
    revoked: ({ serial }) => revoked.get(serial.toUpperCase()),
    at: new Date(),
    // Who has nothing but the paper is read too, with a warning (docs/decisions/0024: the only required part).
    pdf_only: true,
  }
}
