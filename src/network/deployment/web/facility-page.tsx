import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ask, query_string, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import { say_day } from '../../board/web/figures.ts'
import type { Definitions, FacilityCard, FacilityPage as Page } from '../contract.ts'
import { part_of_kind } from '../registers/part-of-kind.ts'
import { BudgetPart } from './budget-part.tsx'
import './deployment.css'
import type { EntryRights } from './entry-acts.tsx'
import { HistoryPart } from './history-part.tsx'
import { InfoPart } from './info-part.tsx'
import { PlanPart } from './plan-part.tsx'
import { ProgrammePick } from '../../board/web/programme-pick.tsx'
import { RegisterPart } from './register-part.tsx'
import { SurveyPart } from './survey-part.tsx'
import { ToDoPart } from './to-do-part.tsx'
import { use_definitions } from './use-definitions.ts'
import { use_programme } from '../../board/web/use-programme.ts'
import { use_words } from './words.ts'

type FacilityPageProps = EntryRights & { code: string; part: string | undefined }

const parts = ['', 'ke-hoach', 'khao-sat', 'ho-so', 'kinh-phi', 'kho-khan', 'thong-tin', 'lich-su']
/** Drawn by a part of its own. */
const survey = 'survey'

/** One facility: what it has to do, its plan, and every register kept of it. The same page for the Sở and for itself. */
const FacilityPage = ({ code, part = '', ...rights }: FacilityPageProps) => {
  const words = use_words()
  const client = useQueryClient()
  const definitions = use_definitions()
  const chosen = use_programme(code)
  const page = useQuery({
    queryKey: ['board', 'facility', code, chosen.id],
    queryFn: () => ask<Page>(`/board/facilities/${code}${query_string({ programme: chosen.id })}`),
    enabled: chosen.is_ready,
    placeholderData: (before) => before,
  })
  const name = page.data?.card.name
  useEffect(() => {
    if (name) document.title = name
  }, [name])
  const error = page.error ?? definitions.error
  if (!page.data || !definitions.data) return error ? <RefusalNotice error={error} /> : <Waiting />
  const done = () => void client.invalidateQueries({ queryKey: ['board'] })
  return (
    <div className="column dep-column">
      <header className="page-head wrap">
        <h1>{page.data.card.name}</h1>
        <span className="muted small">
          <CardLine card={page.data.card} today={page.data.today} />
        </span>
        <span className="push">
          <ProgrammePick chosen={chosen} shown={page.data.programme.id} />
        </span>
      </header>
      <nav className="dep-tabs" aria-label={page.data.card.name}>
        {parts.map((one) => (
          <Link
            key={one}
            href={`/so/co-so/${code}${one && `/${one}`}`}
            aria-current={one === part ? 'page' : undefined}
          >
            {words.parts[one]}{' '}
            {one === '' && page.data.to_do.length > 0 && <b className="red">{page.data.to_do.length}</b>}
          </Link>
        ))}
      </nav>
      <Part {...rights} part={part} page={page.data} definitions={definitions.data} done={done} />
    </div>
  )
}

type PartProps = EntryRights & { part: string; page: Page; definitions: Definitions; done: () => void }

const Part = ({ part, page, definitions, done, ...rights }: PartProps) => {
  const facility = page.card.code
  if (part === '') return <ToDoPart page={page} done={done} />
  if (part === 'ke-hoach') return <PlanPart {...rights} page={page} steps={definitions.steps} done={done} />
  if (part === 'thong-tin') return <InfoPart page={page} may_decide={rights.may_decide} done={done} />
  if (part === 'lich-su') return <HistoryPart page={page} steps={definitions.steps} />
  return (
    <>
      {part === 'khao-sat' && <SurveyPart {...rights} page={page} definitions={definitions} done={done} />}
      {part === 'kinh-phi' && <BudgetPart {...rights} page={page} done={done} />}
      {definitions.registers
        .filter(({ kind }) => kind !== survey && part_of_kind(kind) === part)
        .map((register) => (
          <RegisterPart
            key={register.kind}
            {...rights}
            {...{ facility, register, done }}
            entries={page.entries}
            voided={page.voided}
          />
        ))}
    </>
  )
}

const CardLine = ({ card, today }: { card: FacilityCard; today: string }) => {
  const words = use_words()
  const state = card.states.find(({ from_day }) => from_day <= today)
  const said = [
    card.code,
    ...(state
      ? [
          `${words.sorts[state.sort] ?? state.sort} ${words.ownership[state.ownership] ?? ''}`,
          state.level ? words.level(state.level) : '',
          state.beds === null ? '' : words.beds(state.beds),
        ]
      : []),
    ...card.areas.map(({ name }) => name),
    ...card.names.slice(-1).map(({ name, until }) => words.was(name, say_day(until))),
  ]
  return <>{said.filter(Boolean).join(' · ')}</>
}

export default FacilityPage
