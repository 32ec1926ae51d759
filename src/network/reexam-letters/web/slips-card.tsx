import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, Dialog, Pill, RefusalNotice, say_done, show_moment } from '../../../base/ui/index.ts'
import type { SlipLine, Slips, VisitLine } from '../contract.ts'
import './slips.css'
import { use_words } from './words.ts'

type Rights = { may_admit: boolean; may_open: boolean }

const key_of = (patient: string) => ['slips', patient]
const at = (moment: string): string => show_moment(moment.slice(0, 16))

/** A visit that can be the one she came for: open, or begun since the slip's day. */
const can_be = (slip: SlipLine, { is_open, since }: VisitLine): boolean =>
  is_open || since.slice(0, 10) >= slip.appointed_on

type CameProps = { patient: string; slip: SlipLine; visits: VisitLine[]; close: () => void }

const CameDialog = ({ patient, slip, visits, close }: CameProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const use = async (encounter: string): Promise<void> => {
    set_busy(true)
    try {
      await ask(`/patients/${patient}/slips/${slip.id}/use`, { body: { encounter } })
      say_done(words.done)
      close()
    } catch (refused) {
      set_error(refused)
    }
    set_busy(false)
    await client.invalidateQueries({ queryKey: key_of(patient) })
  }
  const fitting = visits.filter((visit) => !visit.is_foreign && can_be(slip, visit))
  return (
    <Dialog title={words.came_title} close={close}>
      <p className="muted">{fitting.length > 0 ? words.came_note : words.no_open_visit}</p>
      <div className="slips-visits">
        {fitting.map((visit) => (
          <Button key={visit.encounter} disabled={is_busy} onClick={() => void use(visit.encounter)}>
            {at(visit.since)} {visit.what && `· ${visit.what}`}
            {visit.is_open && <b className="green"> {words.is_open}</b>}
          </Button>
        ))}
      </div>
      <RefusalNotice error={error} />
    </Dialog>
  )
}

const Slip = ({ patient, slip, visits, may_admit }: Omit<CameProps, 'close'> & Rights) => {
  const words = use_words()
  const [comes, set_comes] = useState(false)
  return (
    <li>
      <span>
        <b>{words.on(show_moment(slip.appointed_on))}</b> <span className="muted">{slip.what}</span>
      </span>
      <Pill tone={slip.state === 'open' ? 'amber' : slip.state === 'used' ? 'green' : undefined}>
        {slip.state === 'used' && slip.used_at ? words.used_at(at(slip.used_at)) : words.states[slip.state]}
      </Pill>
      {slip.letter !== '' ? (
        <Link href={`/lien-thong/den/${slip.letter}`}>{words.to_letter}</Link>
      ) : (
        slip.state === 'open' &&
        may_admit && (
          <Button look="link" onClick={() => set_comes(true)}>
            {words.came}
          </Button>
        )
      )}
      <small className="muted">{[words.number(slip.number), slip.advice].filter(Boolean).join(' · ')}</small>
      {comes && <CameDialog {...{ patient, slip, visits }} close={() => set_comes(false)} />}
    </li>
  )
}

const visits_shown = 4

const Visits = ({ visits, may_open }: { visits: VisitLine[] } & Rights) => {
  const words = use_words()
  const [shows_all, set_shows_all] = useState(false)
  const shown = shows_all ? visits : visits.slice(0, visits_shown)
  if (visits.length === 0) return <p className="muted small">{words.no_visits}</p>
  return (
    <>
      <ul>
        {shown.map((visit) => (
          <li key={visit.encounter}>
            <span>
              {may_open ? (
                <Link href={`/benh-an/${visit.encounter}`}>{at(visit.since)}</Link>
              ) : (
                <b>{at(visit.since)}</b>
              )}{' '}
              {visit.until && `– ${at(visit.until)}`} <span className="muted">{visit.what}</span>{' '}
              {visit.is_foreign && <Pill tone="amber">{words.is_foreign}</Pill>}
            </span>
            {visit.is_open && <Pill tone="green">{words.is_open}</Pill>}
          </li>
        ))}
      </ul>
      {shown.length < visits.length && (
        <Button look="link" onClick={() => set_shows_all(true)}>
          {words.all(visits.length)}
        </Button>
      )}
    </>
  )
}

/** On a person's page: when she was here, and the slips with which she may come again. */
export const SlipsCard = ({ patient, ...rights }: { patient: string } & Rights) => {
  const words = use_words()
  const found = useQuery({
    queryKey: key_of(patient),
    queryFn: () => ask<Slips>(`/patients/${patient}/slips`),
    // A slip is used in the tray and a visit begun elsewhere: what stood here a minute ago says nothing.
    refetchOnMount: 'always',
  })
  if (!found.data) return <RefusalNotice error={found.error} again={() => void found.refetch()} />
  const { slips, visits } = found.data
  return (
    <section className="card part slips">
      {slips.length > 0 && (
        <>
          <h2>{words.slips}</h2>
          <ul>
            {slips.map((slip) => (
              <Slip key={slip.id} {...{ patient, slip, visits }} {...rights} />
            ))}
          </ul>
        </>
      )}
      <h2>{words.visits}</h2>
      <Visits visits={visits} {...rights} />
    </section>
  )
}
