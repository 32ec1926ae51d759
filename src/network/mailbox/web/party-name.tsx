import { Link } from 'wouter'
import type { Party } from '../contract.ts'

/** A facility's name with its code; leads to what the directory knows of it. */
export const PartyName = ({ party }: { party: Party }) => (
  <Link className="hub-party" href={`/truc/co-so/${party.code}`}>
    {party.name} {party.name !== party.code && <small>{party.code}</small>}
  </Link>
)
