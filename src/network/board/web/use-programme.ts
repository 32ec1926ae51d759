import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useLocation, useSearch } from 'wouter'
import { ask, query_string } from '../../../base/ui/index.ts'
import type { ProgrammeChoice } from '../../deployment/contract.ts'

const kept_as = 'board-programme'
const told = new Set<() => void>()
const read = (): string => sessionStorage.getItem(kept_as) ?? ''
const keep = (id: string): void => {
  sessionStorage.setItem(kept_as, id)
  for (const tell of told) tell()
}
const subscribe = (tell: () => void) => {
  told.add(tell)
  return () => void told.delete(tell)
}

export type ChosenProgramme = {
  /** '': nobody chose, and the server shows the one that runs. */
  id: string
  /** What there is to choose from. */
  all: ProgrammeChoice[]
  /** It is known whether what was chosen is there to be shown. */
  is_ready: boolean
  choose: (id: string) => void
}

/**
 * Which programme this tab looks at, until it is closed: chosen on any page, or named in the address (`?chuong-trinh=`).
 * facility: only those in which this one takes part can be looked at.
 */
export const use_programme = (facility?: string): ChosenProgramme => {
  const kept = useSyncExternalStore(subscribe, read)
  const named = new URLSearchParams(useSearch()).get('chuong-trinh') ?? ''
  const [path, go] = useLocation()
  const chosen = named || kept
  const known = useQuery({
    queryKey: ['board', 'programmes', facility ?? ''],
    queryFn: () => ask<ProgrammeChoice[]>(`/board/programmes${query_string({ facility })}`),
  })
  useEffect(() => {
    if (named) keep(named)
  }, [named])
  const all = known.data ?? []
  return {
    id: all.some(({ id }) => id === chosen) ? chosen : '',
    all,
    is_ready: chosen === '' || known.isFetched,
    choose(id) {
      keep(id)
      if (named) go(path, { replace: true })
    },
  }
}
