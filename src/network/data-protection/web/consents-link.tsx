import { Link } from 'wouter'
import { consents_place } from './places.ts'
import { use_words } from './words.ts'

/** On a person's page. */
export const ConsentsLink = ({ patient }: { patient: string }) => (
  <Link className="btn" href={consents_place(patient)}>
    {use_words().consents}
  </Link>
)
