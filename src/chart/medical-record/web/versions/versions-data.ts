import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../base/ui/index.ts'
import type { SheetComparison, SheetVersion, SheetVersions, VersionName } from '../../contract.ts'

/** Asked when everything typed is with the server, so that the draft is the one on the screen. */
export const use_versions = (sheet: string, ready: () => Promise<unknown>) =>
  useQuery({
    queryKey: ['versions', sheet],
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: async () => {
      await ready()
      return ask<SheetVersions>(`/sheets/${sheet}/versions`)
    },
  })

export const use_comparison = (sheet: string, old: VersionName | undefined, fresh: VersionName | undefined) =>
  useQuery({
    queryKey: ['versions', sheet, old, fresh],
    enabled: old !== undefined && fresh !== undefined,
    gcTime: 0,
    refetchOnWindowFocus: false,
    queryFn: () => ask<SheetComparison>(`/sheets/${sheet}/versions/${old}/compare/${fresh}`),
  })

/** What a version is best laid beside: the last one that was signed before it, else the one right before. */
export const base_of = (versions: SheetVersion[], version: VersionName): VersionName | undefined => {
  const earlier = versions.slice(versions.findIndex((one) => one.version === version) + 1)
  return (earlier.find((one) => one.signatures.length > 0) ?? earlier[0])?.version
}
