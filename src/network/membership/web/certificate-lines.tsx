import { Button, Pill, show_moment } from '../../../base/ui/index.ts'
import type { ClientCertificateLine } from '../contract.ts'
import { use_words } from './words.ts'

type CertificateLinesProps = {
  certificates: ClientCertificateLine[]
  /** Absent for who may only look. */
  revoke?: ((digest: string) => void) | undefined
}

const is_past = (instant: string): boolean => Date.parse(instant) < Date.now()
const day = (instant: string): string => show_moment(instant).slice(0, 10)

/** By which certificates a member's server comes in over TLS. */
export const CertificateLines = ({ certificates, revoke }: CertificateLinesProps) => {
  const words = use_words()
  if (certificates.length === 0) return <p className="muted">{words.no_certificate}</p>
  return certificates.map(({ digest, name, valid_to, revoked_at, reason }) => (
    <div key={digest} className={revoked_at === null ? 'member-seal' : 'member-seal over'}>
      <p>{name}</p>
      <p className="muted small">
        <code className="member-print">{(digest.slice(0, 32).match(/.{1,4}/g) ?? []).join(' ')}…</code>{' '}
        {is_past(valid_to) ? words.ended(day(valid_to)) : words.until(day(valid_to))}
      </p>
      <p className="row wrap">
        {revoked_at !== null && <Pill tone="red">{words.revoked(day(revoked_at))}</Pill>}
        {revoked_at === null && revoke && (
          <Button look="link" onClick={() => revoke(digest)}>
            {words.revoke}
          </Button>
        )}
      </p>
      {reason && <p className="small">{reason}</p>}
    </div>
  ))
}
