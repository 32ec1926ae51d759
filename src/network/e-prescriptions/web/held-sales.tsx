import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, RefusalNotice } from '../../../base/ui/index.ts'
import type { OutboxView } from '../contract.ts'
import { use_words } from './words.ts'

const fresh_ms = 15_000

/** Sales the national system has not taken and that a person must look at: tell it again, or say that it is there. */
export const HeldSales = () => {
  const words = use_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const query = useQuery({
    queryKey: ['e-prescriptions'],
    queryFn: () => ask<OutboxView>('/e-prescriptions'),
    refetchInterval: fresh_ms,
  })
  const held = query.data?.lines.filter(({ act, status }) => act === 'sale' && status === 'held') ?? []
  if (query.error && !query.data) return <RefusalNotice error={query.error} />
  if (held.length === 0) return null
  const act = (id: number, what: 'again' | 'told') =>
    void ask(`/e-prescriptions/${id}/${what}`, { method: 'POST' })
      .then(() => set_error(undefined), set_error)
      .finally(() => void client.invalidateQueries({ queryKey: ['e-prescriptions'] }))
  return (
    <section className="card dp-held">
      <h2>{words.held_sales(held.length)}</h2>
      <RefusalNotice error={error} />
      <ul>
        {held.map(({ id, code, problem }) => (
          <li key={id}>
            <b>{code}</b>
            <span>{problem}</span>
            <span className="row push">
              <Button onClick={() => act(id, 'again')}>{words.again}</Button>
              <Button onClick={() => act(id, 'told')}>{words.is_told}</Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
