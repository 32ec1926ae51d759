import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { ask, RefusalNotice, say_done, Waiting } from '../../base/ui/index.ts'
import type { Standing } from '../../chart/patients/contract.ts'
import { use_words } from './words.ts'

type StandingRouteProps = { patient: string; place: (id: string) => string; children: ReactNode }

/** A page of one person; the address of a chart that was merged away leads to the one that took its place. */
export const StandingRoute = ({ patient, place, children }: StandingRouteProps) => {
  const words = use_words()
  const [, go] = useLocation()
  const standing = useQuery({
    queryKey: ['standing', patient],
    queryFn: () => ask<Standing>(`/patients/${patient}/standing`),
    gcTime: 0,
  })
  const other = standing.data && standing.data.id !== patient ? standing.data : undefined
  useEffect(() => {
    if (!other) return
    go(place(other.id), { replace: true })
    say_done(words.led_here(other.name))
  }, [other, go, place, words])
  if (standing.error) return <RefusalNotice error={standing.error} again={() => void standing.refetch()} />
  return standing.data && !other ? children : <Waiting />
}
