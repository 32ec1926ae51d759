import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Pill, RefusalNotice, say_refused } from '../../../base/ui/index.ts'
import type { OutboxView, SoldView } from '../contract.ts'
import { use_words } from './words.ts'

const fresh_ms = 15_000

const shown = (value: number): string => String(value).replace('.', ',')

/** What was bought of it, wherever: the national system is asked when somebody wants to know. */
const SoldMark = ({ code }: { code: string }) => {
  const words = use_words()
  const [view, set_view] = useState<SoldView>()
  const look = () => void ask<SoldView>(`/prescriptions/${encodeURIComponent(code)}/sold`).then(set_view, say_refused)
  if (!view)
    return (
      <Button look="link" onClick={look}>
        {words.ask_sold}
      </Button>
    )
  return (
    <small className="muted">
      {words.bought}:{' '}
      {view.lines
        .map(({ name, prescribed, sold, unit }) => `${name} ${shown(sold)}/${shown(prescribed)} ${unit.toLowerCase()}`)
        .join(' · ')}
      {view.unasked && `. ${view.unasked}`}
    </small>
  )
}

/** Where a signed prescription stands on its way to the national system; what is held says why and can be sent again. */
export const DeliveryMark = ({ code }: { code: string }) => {
  const words = use_words()
  const client = useQueryClient()
  const outbox = useQuery({
    queryKey: ['e-prescriptions'],
    queryFn: () => ask<OutboxView>('/e-prescriptions'),
    refetchInterval: fresh_ms,
  })
  const line = outbox.data?.lines.find((one) => one.act === 'prescription' && one.code === code)
  if (outbox.error && !outbox.data) return <RefusalNotice error={outbox.error} />
  if (!outbox.data || !line) return null
  if (line.status === 'delivered')
    return (
      <>
        <Pill tone="green">{words.delivered}</Pill>
        <SoldMark code={code} />
      </>
    )
  if (!outbox.data.is_connected) return <Pill tone="amber">{words.not_connected}</Pill>
  if (line.status !== 'held')
    return (
      <span title={line.problem}>
        <Pill tone="amber">{words.on_its_way}</Pill>
      </span>
    )
  const again = async () => {
    await ask(`/e-prescriptions/${line.id}/again`, { method: 'POST' }).catch(say_refused)
    void client.invalidateQueries({ queryKey: ['e-prescriptions'] })
  }
  return (
    <>
      <Pill tone="red">{words.held}</Pill>
      <Button look="link" onClick={() => void again()}>
        {words.again}
      </Button>
      <small className="red rx-held">{line.problem}</small>
    </>
  )
}
