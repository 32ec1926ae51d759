import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, Pill, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { FacilityDetail } from '../contract.ts'
import { ActDialog, type Act } from './act-dialog.tsx'
import { state_tones } from './directory-table.tsx'
import { CertificateLines } from './certificate-lines.tsx'
import './hub.css'
import { KeyList } from './key-list.tsx'
import './members.css'
import { SealLines } from './seal-lines.tsx'
import { use_words } from './words.ts'

type MemberPageProps = { code: string; may_admit: boolean }

/** One facility of the directory: what it is called and was, its seals and keys, and what the Sở may do. */
const MemberPage = ({ code, may_admit }: MemberPageProps) => {
  const words = use_words()
  const [act, set_act] = useState<Act>()
  const member = useQuery({
    queryKey: ['hub', 'member', code],
    queryFn: () => ask<FacilityDetail>(`/hub/directory/${encodeURIComponent(code)}`),
    retry: false,
  })
  const name = member.data?.name
  useEffect(() => {
    document.title = name ?? words.title
  }, [name, words])
  if (member.error) return <RefusalNotice error={member.error} again={() => void member.refetch()} />
  if (!member.data) return <Waiting />
  const one = member.data
  return (
    <div className="column hub-column">
      <header className="page-head">
        <Link href="/truc/co-so" className="btn quiet">
          ← {words.back}
        </Link>
        <h1>{one.name}</h1>
        <span className="muted">{one.code}</span>
        <Pill tone={state_tones[one.membership]}>{words.states[one.membership]}</Pill>
        {one.successor && <Pill tone="amber">{words.successor(one.successor)}</Pill>}
        {may_admit && <MemberActs member={one} choose={set_act} />}
      </header>
      <div className="member-columns">
        <Facts member={one} />
        <section className="card member-block">
          <header className="row">
            <h2>{words.seal}</h2>
            {may_admit && (
              <span className="push">
                <Button onClick={() => set_act({ kind: 'seal', facility: one.code, name: one.name })}>
                  {words.add_seal}
                </Button>
              </span>
            )}
          </header>
          {one.seals.length === 0 && <p className="muted">{words.no_seal}</p>}
          {one.seals.map((seal) => (
            <SealLines
              key={seal.serial}
              seal={seal}
              act={
                may_admit &&
                seal.revoked_at === null && (
                  <Button
                    look="link"
                    onClick={() => set_act({ kind: 'revoke', facility: one.code, name: one.name, serial: seal.serial })}
                  >
                    {words.revoke}
                  </Button>
                )
              }
            />
          ))}
        </section>
        <section className="card member-block">
          <header className="row">
            <h2>{words.keys}</h2>
            {may_admit && one.membership === 'approved' && (
              <span className="push">
                <Button onClick={() => set_act({ kind: 'keys', facility: one.code, name: one.name })}>
                  {words.replace_keys}
                </Button>
              </span>
            )}
          </header>
          <KeyList keys={one.keys} />
          <header className="row">
            <h2>{words.certificates}</h2>
            {may_admit && (
              <span className="push">
                <Button onClick={() => set_act({ kind: 'certificate', facility: one.code, name: one.name })}>
                  {words.add_certificate}
                </Button>
              </span>
            )}
          </header>
          <CertificateLines
            certificates={one.certificates}
            revoke={
              may_admit
                ? (digest) => set_act({ kind: 'withdraw', facility: one.code, name: one.name, digest })
                : undefined
            }
          />
        </section>
      </div>
      {act && <ActDialog act={act} close={() => set_act(undefined)} />}
    </div>
  )
}

type MemberActsProps = { member: FacilityDetail; choose: (act: Act) => void }

const MemberActs = ({ member: { code, name, membership, successor }, choose }: MemberActsProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const resume = () => {
    ask(`/hub/members/${code}/resume`, { method: 'POST' }).then(() => {
      say_done(words.resumed_done)
      void client.invalidateQueries({ queryKey: ['hub'] })
    }, set_error)
  }
  const open = (kind: 'suspend' | 'rename' | 'merge') => () => choose({ kind, facility: code, name })
  return (
    <span className="row wrap push">
      <RefusalNotice error={error} />
      <Button onClick={open('rename')}>{words.rename}</Button>
      {successor === null && <Button onClick={open('merge')}>{words.merge}</Button>}
      {membership === 'approved' && (
        <Button look="danger" onClick={open('suspend')}>
          {words.suspend}
        </Button>
      )}
      {membership === 'suspended' && (
        <Button look="primary" onClick={resume}>
          {words.resume}
        </Button>
      )}
    </span>
  )
}

const Facts = ({ member: one }: { member: FacilityDetail }) => {
  const words = use_words()
  const decision = one.decided_at && words.decided_by(one.decided_by, show_moment(one.decided_at))
  const facts: [string, string][] = [
    [words.kind, words.kinds[one.kind]],
    ['GLN', one.gln],
    [words.authority, one.authority],
    [words.contact, one.contact ? `${one.contact.name}, ${one.contact.phone}` : ''],
    [words.last_decision, [decision, one.reason].filter(Boolean).join(': ')],
    [
      words.earlier_names,
      one.names.map(({ name, until }) => `${name} (${words.until_day(show_moment(until))})`).join('; '),
    ],
  ]
  return (
    <section className="card member-block">
      <h2>{words.facts}</h2>
      <dl className="member-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p className="member-letters">
        <Link href={`/truc/thu?co_so=${one.code}&tu=month`}>{words.letters}</Link>
      </p>
    </section>
  )
}

export default MemberPage
