import { useState } from 'react'
import { Link } from 'wouter'
import {
  Button,
  Empty,
  ListTable,
  Pill,
  RefusalNotice,
  Segments,
  show_moment,
  Waiting,
} from '../../../base/ui/index.ts'
import type { RequestLine, StepAct } from '../contract.ts'
import { consents_place } from './places.ts'
import { StepDialog } from './step-dialog.tsx'
import { TakeDialog } from './take-dialog.tsx'
import { use_again, use_part } from './use-privacy.ts'
import { use_words } from './words.ts'

/** What people ask for, late first; who answers it sees the steps, who only takes it does not. */
export const RequestsPart = ({ may_answer }: { may_answer: boolean }) => {
  const words = use_words()
  const again = use_again()
  const [taking, set_taking] = useState(false)
  const [which, set_which] = useState<'open' | 'all'>('open')
  const [step, set_step] = useState<{ request: RequestLine; act: StepAct }>()
  const found = use_part<RequestLine[]>('/requests')
  const all = found.data ?? []
  const open = all.filter(({ state }) => state !== 'over')
  const shown = which === 'open' ? open : all
  return (
    <section className="pdp-part">
      <header className="row wrap">
        <Segments
          label={words.asked}
          value={which}
          options={[
            { value: 'open', label: words.open_requests(open.length) },
            { value: 'all', label: words.all_requests(all.length) },
          ]}
          choose={set_which}
        />
        <span className="push">
          <Button look="primary" onClick={() => set_taking(true)}>
            {words.take}
          </Button>
        </span>
      </header>
      <RefusalNotice error={found.error} />
      {!found.data && !found.error && <Waiting />}
      {found.data && shown.length === 0 && (
        <div className="card">
          <Empty title={words.no_requests}>{words.no_requests_note}</Empty>
        </div>
      )}
      {shown.length > 0 && (
        <ListTable className="pdp-stacks" titles={[words.asked, words.person, words.said, words.waits_for, '']}>
          {shown.map((request) => (
            <RequestRow
              key={request.id}
              request={request}
              {...(may_answer ? { act: (act: StepAct) => set_step({ request, act }) } : {})}
            />
          ))}
        </ListTable>
      )}
      {taking && <TakeDialog done={again} close={() => set_taking(false)} />}
      {step && <StepDialog {...step} done={again} close={() => set_step(undefined)} />}
    </section>
  )
}

const Waits = ({ request }: { request: RequestLine }) => {
  const words = use_words()
  if (request.state === 'over')
    return <Pill tone={request.result === 'refused' ? undefined : 'green'}>{words.results[request.result]}</Pill>
  const is_first = request.state === 'waiting'
  return (
    <>
      <span>
        {is_first ? words.first_answer : words.carrying_out}: {show_moment(is_first ? request.first_due : request.due)}
      </span>{' '}
      {request.late_days > 0 && <Pill tone="red">{words.late(request.late_days)}</Pill>}
      {is_first && (
        <span className="muted small">
          {words.carrying_out}: {show_moment(request.due)}
        </span>
      )}
    </>
  )
}

const RequestRow = ({ request, act }: { request: RequestLine; act?: (act: StepAct) => void }) => {
  const words = use_words()
  const { asked_by, steps } = request
  return (
    <tr className={request.state === 'over' ? 'pdp-over' : undefined}>
      <td data-label={words.asked}>
        <b>{words.kinds[request.kind]}</b>
        <span className="muted small">{show_moment(request.received_at.slice(0, 16))}</span>
        <span className="muted small">{words.channels[request.channel]}</span>
      </td>
      <td data-label={words.person}>
        <span>{request.person || words.no_chart}</span>
        <span className="muted small">
          {[asked_by.name === request.person ? '' : asked_by.name, asked_by.relation, asked_by.phone]
            .filter(Boolean)
            .join(', ')}
        </span>
        {request.patient && (
          <span className="small">
            <Link href={`/nhat-ky/${request.patient}`}>{words.see_log}</Link>
          </span>
        )}
        {request.patient && (
          <span className="small">
            <Link href={consents_place(request.patient)}>{words.consents}</Link>
          </span>
        )}
      </td>
      <td data-label={words.said} className="wide-text">
        <span>{request.said}</span>
        <ul className="pdp-steps">
          {steps.map((step) => (
            <li key={step.serial} className="muted small">
              {words[step.act]} {show_moment(step.said_at.slice(0, 10))}, {step.said_name}: {step.detail}
              {step.effects.length > 0 && <> ({step.effects.join('; ')})</>}
            </li>
          ))}
        </ul>
      </td>
      <td data-label={words.waits_for}>
        <Waits request={request} />
      </td>
      <td className="acts">
        {act && request.state === 'waiting' && (
          <Button look="primary" onClick={() => act('acknowledge')}>
            {words.acknowledge}
          </Button>
        )}{' '}
        {act && request.state !== 'over' && !steps.some((step) => step.act === 'extend') && (
          <Button onClick={() => act('extend')}>{words.extend}</Button>
        )}{' '}
        {act && request.state !== 'over' && (
          <Button {...(request.state === 'going' ? { look: 'primary' as const } : {})} onClick={() => act('answer')}>
            {words.answer}
          </Button>
        )}
      </td>
    </tr>
  )
}
