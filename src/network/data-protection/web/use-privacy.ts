import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../../../base/ui/index.ts'
import type { Line, Registers } from '../contract.ts'

/** One question of the room; every change of any part asks all of them anew. */
export const use_part = <T>(path: string) =>
  useQuery({ queryKey: ['privacy', path], queryFn: () => ask<T>(`/privacy${path}`) })

export const use_again = (): (() => void) => {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['privacy'] })
}

export const use_registers = () => use_part<Registers>('/registers')

export const lines_in = (found: Registers, register: string): Line[] =>
  found.lines.filter((line) => line.register === register)
