import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, on_session_lost, Refused } from '../../base/ui/index.ts'
import type { Door, Me } from '../../platform/access/contract.ts'

/** `undefined` while asking, `null` when nobody is signed in. */
export const use_me = () =>
  useQuery({
    queryKey: ['me'],
    staleTime: Infinity,
    queryFn: () =>
      ask<Me>('/me', { quiet_401: true }).catch((error: unknown) => {
        if (error instanceof Refused && error.status === 401) return null
        throw error
      }),
  })

export const use_door = () => useQuery({ queryKey: ['door'], staleTime: Infinity, queryFn: () => ask<Door>('/door') })

export type Credentials = { username: string; password: string; facility?: string }

export const use_sign_in = () => {
  const client = useQueryClient()
  return async (credentials: Credentials): Promise<void> => {
    await ask('/sign-in', { body: credentials, quiet_401: true })
    client.setQueryData(['me'], await ask<Me>('/me', { quiet_401: true }))
  }
}

/** Of an ended session nothing is left to end. @throws Refused when the server was not told: the session lives on there */
export const use_sign_out = () => {
  const client = useQueryClient()
  return async (): Promise<void> => {
    await ask('/sign-out', { method: 'POST', quiet_401: true }).catch((refused: unknown) => {
      if (!(refused instanceof Refused) || refused.status !== 401) throw refused
    })
    client.clear()
    client.setQueryData(['me'], null)
  }
}

/** True from the moment the server says 401 in the middle of work until somebody signs in again. */
export const use_session_lost = (): [boolean, (is_lost: boolean) => void] => {
  const [is_lost, set_lost] = useState(false)
  useEffect(() => on_session_lost(() => set_lost(true)), [])
  return [is_lost, set_lost]
}
