import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, RefusalNotice, say_done, TextField, Waiting } from '../../../base/ui/index.ts'
import type { StaffMember } from '../contract.ts'
import { staff_list_place } from './places.ts'
import './staff.css'
import { use_words } from './words.ts'

const LicenceForm = ({ member }: { member: StaffMember }) => {
  const words = use_words()
  const cache = useQueryClient()
  const [licence, set_licence] = useState(member.licence)
  const [scope, set_scope] = useState(member.scope)
  const [personal_id, set_personal_id] = useState(member.personal_id)
  const [bhxh_signer, set_bhxh_signer] = useState(member.bhxh_signer)
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const save = async (): Promise<void> => {
    set_busy(true)
    set_error(undefined)
    try {
      await ask(`/staff/${encodeURIComponent(member.id)}`, {
        method: 'PUT',
        body: { licence, scope, personal_id, bhxh_signer, if_match: member.version },
      })
      say_done(words.saved)
      await cache.invalidateQueries({ queryKey: ['staff'] })
    } catch (refused) {
      set_error(refused)
    } finally {
      set_busy(false)
    }
  }
  const is_same =
    licence.trim() === member.licence &&
    scope.trim() === member.scope &&
    personal_id.trim() === member.personal_id &&
    bhxh_signer.trim() === member.bhxh_signer
  return (
    <form
      className="card staff-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2>{words.practising}</h2>
      <TextField first required label={words.licence} hint={words.licence_hint} value={licence} change={set_licence} />
      <TextField label={words.scope} hint={words.scope_hint} value={scope} change={set_scope} />
      <TextField label={words.personal_id} hint={words.personal_id_hint} value={personal_id} change={set_personal_id} />
      <TextField label={words.bhxh_signer} hint={words.bhxh_signer_hint} value={bhxh_signer} change={set_bhxh_signer} />
      <RefusalNotice error={error} />
      <div>
        <Button type="submit" look="primary" disabled={is_busy || is_same || licence.trim() === ''}>
          {words.save}
        </Button>
      </div>
      <p className="muted small">{words.practising_note}</p>
    </form>
  )
}

/** One person's account, and the licence by which she practises. */
const MemberPage = ({ id }: { id: string }) => {
  const words = use_words()
  const member = useQuery({
    queryKey: ['staff', id],
    queryFn: () => ask<StaffMember>(`/staff/${encodeURIComponent(id)}`),
  })
  const name = member.data?.name
  useEffect(() => {
    document.title = name ?? words.title
  }, [name, words])
  if (!member.data) return member.error ? <RefusalNotice error={member.error} /> : <Waiting />
  const { title, role, department, username, version } = member.data
  const facts = [title, words.roles[role] ?? role, department || words.whole_house]
  return (
    <div className="column narrow staff">
      <header className="page-head">
        <h1>{name}</h1>
        <span className="muted">{[...new Set(facts.filter(Boolean))].join(' · ')}</span>
        <span className="push" />
        <Link className="btn" href={staff_list_place}>
          {words.back}
        </Link>
      </header>
      <p className="muted small">
        {words.username}: <b>{username}</b>
      </p>
      <LicenceForm key={version} member={member.data} />
    </div>
  )
}

export default MemberPage
