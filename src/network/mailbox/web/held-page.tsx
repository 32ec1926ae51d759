import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ask, Notice } from '../../../base/ui/index.ts'
import '../../membership/web/hub.css'
import type { HeldPerson } from '../../citizens/contract.ts'
import type { DeadLetter, HeldLetter, Patience } from '../contract.ts'
import { DeadList } from './dead-list.tsx'
import './desk.css'
import { HeldList } from './held-list.tsx'
import { PersonTray } from './person-tray.tsx'
import { use_words } from './words.ts'

export type DeadTray = { letters: DeadLetter[]; patience: Patience[] }

type HeldPageProps = { tab: string | undefined; may_settle: boolean }

/** What the machine left to people: letters held, letters nobody fetched, numbers of two people. */
const HeldPage = ({ tab, may_settle }: HeldPageProps) => {
  const words = use_words()
  useEffect(() => {
    document.title = words.kept_title
  }, [words])
  const held = useQuery({ queryKey: ['hub', 'held'], queryFn: () => ask<HeldLetter[]>('/hub/held') })
  const dead = useQuery({ queryKey: ['hub', 'dead'], queryFn: () => ask<DeadTray>('/hub/dead') })
  const persons = useQuery({
    queryKey: ['hub', 'persons'],
    queryFn: () => ask<{ held: HeldPerson[] }>('/citizens/held'),
    enabled: may_settle,
  })
  const tabs = [
    { path: '', label: words.tab_held, count: held.data?.length },
    { path: 'khong-nhan', label: words.tab_dead, count: dead.data?.letters.length },
    ...(may_settle ? [{ path: 'nguoi', label: words.tab_persons, count: persons.data?.held.length }] : []),
  ]
  return (
    <div className="column hub-column">
      <header className="page-head">
        <h1>{words.kept_title}</h1>
        <nav className="hub-tabs">
          {tabs.map(({ path, label, count }) => (
            <Link
              key={path}
              href={path === '' ? '/truc/giu-lai' : `/truc/giu-lai/${path}`}
              aria-current={(tab ?? '') === path ? 'page' : undefined}
            >
              {label} <b className={count ? 'red' : 'muted'}>{count ?? '–'}</b>
            </Link>
          ))}
        </nav>
      </header>
      {!may_settle && <Notice>{words.no_right}</Notice>}
      {tab === undefined && <HeldList held={held} may_settle={may_settle} />}
      {tab === 'khong-nhan' && <DeadList dead={dead} may_settle={may_settle} />}
      {tab === 'nguoi' && may_settle && <PersonTray persons={persons} />}
    </div>
  )
}

export default HeldPage
