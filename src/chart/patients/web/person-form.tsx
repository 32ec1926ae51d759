import type { ReactNode } from 'react'
import { IdentityPart } from './identity-part.tsx'
import type { PartProps } from './identity-part.tsx'
import { AddressPart, ContactPart, InsurancePart, PersonPart } from './person-part.tsx'

/** The one form of a person, for registering and for putting right; `after_identity` is what only one of them shows. */
export const PersonForm = ({ after_identity, ...part }: PartProps & { after_identity?: ReactNode }) => (
  <>
    <IdentityPart {...part} />
    {after_identity}
    <PersonPart {...part} />
    <InsurancePart {...part} />
    <AddressPart {...part} />
    <ContactPart {...part} />
  </>
)
