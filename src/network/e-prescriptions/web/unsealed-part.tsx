import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Notice, RefusalNotice, say_done } from '../../../base/ui/index.ts'
import type { Sealed, UnsealedView } from '../contract.ts'
import { use_words } from './words.ts'

const fresh_ms = 15_000
const named_max = 4

/** Prescriptions that leave as soon as the facility's seal is on them; nothing where none waits. */
const UnsealedPart = () => {
  const words = use_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [failed, set_failed] = useState<Sealed['failed']>([])
  const [is_busy, set_busy] = useState(false)
  const { data: view, error: unread } = useQuery({
    queryKey: ['unsealed-prescriptions'],
    queryFn: () => ask<UnsealedView>('/e-prescriptions/unsealed'),
    refetchInterval: fresh_ms,
  })
  if (unread && !view) return <RefusalNotice error={unread} />
  if (!view || view.count === 0) return null
  const seal = async () => {
    set_busy(true)
    set_error(undefined)
    try {
      const told = await ask<Sealed>('/e-prescriptions/seal', { body: {} })
      set_failed(told.failed)
      if (told.sealed.length > 0) say_done(words.sealed(told.sealed.length))
    } catch (caught) {
      set_error(caught)
    } finally {
      set_busy(false)
      void client.invalidateQueries({ queryKey: ['unsealed-prescriptions'] })
    }
  }
  const codes = view.lines.slice(0, named_max).map(({ code, signer }) => `${code} (${signer})`)
  return (
    <Notice tone="amber">
      <div className="row wrap">
        <span>
          <b>{words.unsealed(view.count)}</b> {codes.join(' · ')}
          {view.count > named_max && ' …'}
        </span>
        <span className="push" />
        <Button look="primary" disabled={is_busy} onClick={() => void seal()}>
          {words.seal}
        </Button>
      </div>
      {[...new Set(failed.map(({ reason }) => reason))].map((reason) => (
        <p key={reason} className="red">
          {reason}
        </p>
      ))}
      <RefusalNotice error={error} />
    </Notice>
  )
}

export default UnsealedPart
