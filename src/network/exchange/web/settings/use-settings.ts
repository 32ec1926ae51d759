import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, say_done } from '../../../../base/ui/index.ts'
import type { LinkSettings } from '../../contract.ts'

/** A key that was made is shown within seconds. */
const fresh_ms = 5_000

export const use_settings = () =>
  useQuery({
    queryKey: ['exchange-settings'],
    queryFn: () => ask<LinkSettings>('/exchange/settings'),
    refetchInterval: fresh_ms,
  })

export type Act = { path: string; method?: 'POST' | 'PUT'; body?: unknown; said: string }

/** One change at a time; its refusal stays until the next. */
export const use_setting = () => {
  const cache = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [is_busy, set_busy] = useState(false)
  const change = async ({ path, method = 'POST', body = {}, said }: Act): Promise<boolean> => {
    set_busy(true)
    set_error(undefined)
    try {
      await ask(`/exchange/settings/${path}`, { method, body })
      say_done(said)
      return true
    } catch (refused) {
      set_error(refused)
      return false
    } finally {
      set_busy(false)
      void cache.invalidateQueries({ queryKey: ['exchange-settings'] })
    }
  }
  return { change, error, is_busy }
}
