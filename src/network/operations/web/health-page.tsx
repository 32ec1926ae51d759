import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, Button, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Health } from '../contract.ts'
import { BackupCard } from './backup-card.tsx'
import { ToneMark } from './card.tsx'
import { DrillCard } from './drill-card.tsx'
import { FolderCard } from './folder-card.tsx'
import './health.css'
import { CertificateCard, ClockCard, FaultCard, QueueCard, WorkstationCard } from './line-cards.tsx'
import { list_problems } from './problems.ts'
import { RoomCard } from './room-card.tsx'
import { VersionCard } from './version-card.tsx'
import { use_words } from './words.ts'

const fresh_ms = 60_000

/** Whether the house runs, for who keeps it: what must be done first, then every figure. */
const HealthPage = () => {
  const words = use_words()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const found = useQuery({
    queryKey: ['operations', 'health'],
    queryFn: () => ask<Health>('/operations/health'),
    refetchInterval: fresh_ms,
  })
  const health = found.data
  if (!health)
    return found.error ? <RefusalNotice error={found.error} again={() => void found.refetch()} /> : <Waiting />
  return (
    <div className="column health">
      <header className="page-head">
        <h1>{words.title}</h1>
        <ToneMark tone={health.tone} />
        <span className="muted small">{words.asked(show_moment(health.at))}</span>
        <span className="push">
          <Button disabled={found.isFetching} onClick={() => void found.refetch()}>
            {words.again}
          </Button>
        </span>
      </header>
      <RefusalNotice error={found.error} />
      <Problems health={health} />
      <div className="health-grid">
        <BackupCard backup={health.backup} />
        <DrillCard drill={health.drill} />
        {health.folder && <FolderCard folder={health.folder} />}
        <RoomCard room={health.room} />
        <QueueCard queues={health.queues} />
        <CertificateCard certificates={health.certificates} />
        <ClockCard clock={health.clock} />
        <VersionCard health={health} />
        <WorkstationCard workstations={health.workstations} />
        <FaultCard faults={health.faults} />
      </div>
    </div>
  )
}

const Problems = ({ health }: { health: Health }) => {
  const words = use_words()
  const problems = list_problems(health, words)
  if (problems.length === 0) return <p className="health-words green">{words.all_good}</p>
  return (
    <section className="card health-problems">
      <h2>{words.to_do}</h2>
      <ul>
        {problems.map(({ tone, says }) => (
          <li key={says}>
            <ToneMark tone={tone} /> <span>{says}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export default HealthPage
