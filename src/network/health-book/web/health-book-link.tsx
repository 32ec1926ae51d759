import { Link } from 'wouter'
import { health_book_place } from './places.ts'
import { use_words } from './words.ts'

/** For the chart's menu and the person's page. */
export const HealthBookLink = ({ patient, look, close }: { patient: string; look?: 'quiet'; close?: () => void }) => (
  <Link className={look ? `btn ${look}` : 'btn'} href={health_book_place(patient)} onClick={close}>
    {use_words().elsewhere}
  </Link>
)
