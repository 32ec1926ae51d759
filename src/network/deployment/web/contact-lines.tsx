import { Button } from '../../../base/ui/index.ts'
import type { FacilityState } from '../contract.ts'
import { use_register_words } from './register-words.ts'

type Contacts = FacilityState['contacts']
type ContactLinesProps = { contacts: Contacts; change: (contacts: Contacts) => void }

const nobody = { name: '', role: '', phone: '', email: '' }

/** Whom one telephones there. */
export const ContactLines = ({ contacts, change }: ContactLinesProps) => {
  const words = use_register_words()
  const labels = { name: words.contact_name, role: words.contact_role, phone: words.phone, email: words.email }
  const put = (at: number, part: Partial<typeof nobody>) =>
    change(contacts.map((one, i) => (i === at ? { ...one, ...part } : one)))
  return (
    <section className="reg-contacts">
      <h3>{words.contact}</h3>
      {contacts.map((one, i) => (
        <div key={i} className="row dep-person">
          {(['name', 'role', 'phone', 'email'] as const).map((key) => (
            <input
              key={key}
              className="box"
              aria-label={labels[key]}
              placeholder={labels[key]}
              value={one[key]}
              onChange={(event) => put(i, { [key]: event.target.value })}
            />
          ))}
          <Button look="quiet" onClick={() => change(contacts.filter((_, at) => at !== i))}>
            {words.remove}
          </Button>
        </div>
      ))}
      <Button look="link" onClick={() => change([...contacts, nobody])}>
        {words.add_contact}
      </Button>
    </section>
  )
}
