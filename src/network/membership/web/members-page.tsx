import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { ask, Button, Notice, query_string, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { ApplicationLine, Directory } from '../contract.ts'
import { ActDialog, type Act } from './act-dialog.tsx'
import { ApplicationCard } from './application-card.tsx'
import { DecidedList } from './decided-list.tsx'
import { DirectoryTable } from './directory-table.tsx'
import './hub.css'
import './members.css'
import { use_words } from './words.ts'

const filters = ['all', 'approved', 'suspended', 'none', 'seals'] as const
type Filter = (typeof filters)[number]

const filter_of = (text: string | null): Filter =>
  text === 'dau' ? 'seals' : (filters.find((one) => one === text) ?? 'all')

const query_of = (filter: Filter, search: string): string =>
  query_string({
    search,
    membership: filter === 'all' || filter === 'seals' ? undefined : filter,
    seals: filter === 'seals' ? 'ending' : undefined,
  })

type MembersPageProps = { may_admit: boolean }

/** Who asks to come in, above; who is in the directory, below. */
const MembersPage = ({ may_admit }: MembersPageProps) => {
  const words = use_words()
  const asked = useSearch()
  const [filter, set_filter] = useState(() => filter_of(new URLSearchParams(asked).get('loc')))
  const [search, set_search] = useState('')
  const [act, set_act] = useState<Act>()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const applications = useQuery({
    queryKey: ['hub', 'applications'],
    queryFn: () => ask<ApplicationLine[]>('/hub/applications'),
  })
  const query = query_of(filter, search)
  const directory = useQuery({
    queryKey: ['hub', 'directory', query],
    queryFn: () => ask<Directory>(`/hub/directory${query}`),
    placeholderData: (before) => before,
  })
  const error = applications.error ?? directory.error
  const waiting = applications.data?.filter(({ decision }) => decision === null) ?? []
  const decided = applications.data?.filter(({ decision }) => decision !== null) ?? []
  return (
    <div className="column hub-column">
      <header className="page-head">
        <h1>{words.title}</h1>
        {may_admit && (
          <span className="push">
            <Button onClick={() => set_act({ kind: 'root' })}>{words.trust_root}</Button>
          </span>
        )}
      </header>
      <RefusalNotice error={error} />
      {!may_admit && <Notice>{words.no_right}</Notice>}
      {waiting.length > 0 && (
        <section className="hub-part">
          <header>
            <h2>
              {words.applications} <b className="red">{waiting.length}</b>
            </h2>
          </header>
          <ul className="member-applications">
            {waiting.map((one) => (
              <ApplicationCard key={one.id} application={one} may_admit={may_admit} refuse={set_act} />
            ))}
          </ul>
        </section>
      )}
      <section className="hub-part">
        <header className="row wrap">
          <h2>{words.directory}</h2>
          <FilterTabs directory={directory.data} filter={filter} choose={set_filter} />
          <input
            className="box member-search push"
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={search}
            onChange={(event) => set_search(event.target.value)}
          />
        </header>
        {directory.data ? <DirectoryTable directory={directory.data} /> : !error && <Waiting />}
      </section>
      {decided.length > 0 && <DecidedList applications={decided} />}
      {act && <ActDialog act={act} close={() => set_act(undefined)} />}
    </div>
  )
}

type FilterTabsProps = { directory: Directory | undefined; filter: Filter; choose: (filter: Filter) => void }

const FilterTabs = ({ directory, filter, choose }: FilterTabsProps) => {
  const words = use_words()
  const count = (one: Filter): number => {
    if (!directory) return 0
    const { by_membership, seals_ending } = directory
    if (one === 'all') return Object.values(by_membership).reduce((sum, of) => sum + of, 0)
    return one === 'seals' ? seals_ending : by_membership[one]
  }
  return (
    <div className="hub-tabs" role="group" aria-label={words.state}>
      {filters.map((one) => (
        <button key={one} type="button" aria-pressed={one === filter} onClick={() => choose(one)}>
          {words.filters[one]} <span className="muted">{count(one)}</span>
        </button>
      ))}
    </div>
  )
}

export default MembersPage
