import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../base/ui/index.ts'
import type { Downtime } from '../contract.ts'

const key = ['downtime']

export const use_downtime = () => useQuery({ queryKey: key, queryFn: () => ask<Downtime>('/downtime') })

export const use_again = () => {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: key })
}
