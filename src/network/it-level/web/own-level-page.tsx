import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, Button, Notice, RefusalNotice, say_done, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Answered, Criterion, OwnLevel } from '../contract.ts'
import { AssessDialog } from './assess-dialog.tsx'
import { CriteriaList } from './criteria-list.tsx'
import { DeclareDialog } from './declare-dialog.tsx'
import { HistoryList } from './history-list.tsx'
import './level.css'
import { StandingCard } from './standing-card.tsx'
import { use_words } from './words.ts'

const key = ['it-level', 'own']

/** A facility's own level: what its software counts, what its people declare, and what is missing for the next level. */
const OwnLevelPage = () => {
  const words = use_words()
  const client = useQueryClient()
  const [declaring, set_declaring] = useState<{ criterion: Criterion; answered: Answered }>()
  const [assessing, set_assessing] = useState(false)
  useEffect(() => {
    document.title = words.title
  }, [words])
  const found = useQuery({ queryKey: key, queryFn: () => ask<OwnLevel>('/it-level') })
  const again = () => void client.invalidateQueries({ queryKey: ['it-level'] })
  const level = found.data
  if (!level)
    return found.error ? <RefusalNotice error={found.error} again={() => void found.refetch()} /> : <Waiting />
  const doubted = new Set(level.reratings.flatMap((one) => (one.answered_by === null ? one.criteria : [])))
  return (
    <div className="column level-column">
      <header className="page-head">
        <h1>{words.title}</h1>
        <span className="muted small">
          {words.law} · {level.name}
        </span>
        <span className="push">
          {!level.is_read_only && (
            <Button look="primary" onClick={() => set_assessing(true)}>
              {words.assess}
            </Button>
          )}
        </span>
      </header>
      <Waits level={level} again={again} />
      <StandingCard standing={level.standing} />
      <CriteriaList
        {...{ criteria: level.criteria, answers: level.answers, standing: level.standing, doubted }}
        {...(level.is_read_only ? {} : { declare: (criterion, answered) => set_declaring({ criterion, answered }) })}
      />
      <HistoryList
        lines={level.history}
        criteria={level.criteria}
        path="/it-level/assessments"
        waits={level.measures}
      />
      <p className="muted small level-foot">{words.law_note}</p>
      {declaring && <DeclareDialog {...declaring} done={again} close={() => set_declaring(undefined)} />}
      {assessing && <AssessDialog level={level} done={again} close={() => set_assessing(false)} />}
    </div>
  )
}

/** What wants doing: another rating, the December declaration, what is not at the Sở yet. */
const Waits = ({ level, again }: { level: OwnLevel; again: () => void }) => {
  const words = use_words()
  const { state, year } = level.declaration
  const waiting = level.measures && level.history.some(({ signed, sent_at }) => signed && sent_at === null)
  const send = () => {
    ask<{ why: string }>('/it-level/send', { body: {} }).then(({ why }) => {
      say_done(why === '' ? words.sent : words.waits(why))
      again()
    }, again)
  }
  return (
    <>
      {level.reratings
        .filter(({ answered_by }) => answered_by === null)
        .map((one) => (
          <Notice key={one.id} tone="amber">
            <b>{words.rerating(one.ordered_by, show_moment(one.due))}</b> {one.reason}
          </Notice>
        ))}
      {(state === 'due' || state === 'late') && (
        <Notice tone={state === 'late' ? 'red' : 'amber'}>{words.declaration[state](year)}</Notice>
      )}
      {level.is_read_only && <Notice>{words.read_only(show_moment(level.as_of))}</Notice>}
      {waiting && (
        <Notice tone="amber">
          {words.waits(level.sending === '' ? words.unsent : level.sending)}{' '}
          <Button look="link" onClick={send}>
            {words.send}
          </Button>
        </Notice>
      )}
    </>
  )
}

export default OwnLevelPage
