import { useRef, useState } from 'react'
import { Link } from 'wouter'
import { Button, say_refused } from '../../base/ui/index.ts'
import type { Me } from '../../platform/access/contract.ts'
import { watches_hub } from './hub-ways.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { use_door, use_sign_out } from './session.ts'
import { use_words } from './words.ts'

const first_letters = (name: string): string =>
  name
    .split(/\s+/)
    .slice(-2)
    .map((word) => word[0] ?? '')
    .join('')
    .toUpperCase()

/** Whom staff and patients may ask about personal data (Luật 91/2025/QH15 Điều 33). */
const OfficerLine = ({ facility }: { facility: string }) => {
  const words = use_words()
  const officer = use_door().data?.officers?.find((one) => one.facility === facility)
  if (!officer) return null
  return (
    <p className="muted small">
      {words.officer}: {[officer.name, officer.phone].filter(Boolean).join(', ')}
    </p>
  )
}

export const AccountMenu = ({ me }: { me: Me }) => {
  const words = use_words()
  const sign_out = use_sign_out()
  const menu = useRef<HTMLDetailsElement>(null)
  const [changes_password, set_changing] = useState(false)
  return (
    <>
      <details
        ref={menu}
        className="menu account"
        onBlur={(event) => {
          if (menu.current && !menu.current.contains(event.relatedTarget)) menu.current.open = false
        }}
      >
        <summary className="account-name" aria-label={`${words.account}: ${me.account.name}`}>
          <i aria-hidden="true">{first_letters(me.account.name)}</i>
          <span>{me.account.name}</span>
        </summary>
        <div className="menu-list" tabIndex={-1}>
          <p>
            <b>{me.account.name}</b>
            <br />
            <span className="muted">{me.account.title}</span>
            <br />
            <span className="muted small">{me.facility.name}</span>
          </p>
          <OfficerLine facility={me.facility.code} />
          <LanguageSwitch />
          <Button
            look="quiet"
            onClick={() => window.dispatchEvent(new KeyboardEvent('keydown', { key: '?' }))}
            shortcut="?"
          >
            {words.keys}
          </Button>
          {me.rights.includes('downtime.enter') && (
            <Link
              href="/khi-ngung"
              className="btn quiet"
              onClick={() => {
                if (menu.current) menu.current.open = false
              }}
            >
              {words.downtime}
            </Link>
          )}
          {!watches_hub(me) && (me.rights.includes('fhir.read') || me.rights.includes('accounts.manage')) && (
            <Link
              href="/ung-dung"
              className="btn quiet"
              onClick={() => {
                if (menu.current) menu.current.open = false
              }}
            >
              {words.apps}
            </Link>
          )}
          <Button
            look="quiet"
            onClick={() => {
              if (menu.current) menu.current.open = false
              set_changing(true)
            }}
          >
            {words.change_password}
          </Button>
          <Button look="quiet" onClick={() => void sign_out().catch(say_refused)}>
            {words.sign_out}
          </Button>
        </div>
      </details>
      {changes_password && <PasswordDialog me={me} close={() => set_changing(false)} />}
    </>
  )
}
