import { ask, Refused } from '../../../../base/ui/index.ts'
import type { Completion, Sheet, Signed } from '../../contract.ts'

export const get_sheet = (sheet: string): Promise<Sheet> => ask<Sheet>(`/sheets/${sheet}`)

export const complete_sheet = (sheet: string, version: number): Promise<Completion> =>
  ask<Completion>(`/sheets/${sheet}/complete`, { body: { if_match: version } })

export const sign_sheet = (sheet: string, slot: string, version: number): Promise<Signed> =>
  ask<Signed>(`/sheets/${sheet}/sign`, { body: { slot, if_match: version } })

export const add_sheet = (
  encounter: string,
  slug: string,
  copy_from?: string,
): Promise<{ id: string; copied: string[] }> =>
  ask(`/stays/${encounter}/sheets`, { body: { slug, ...(copy_from && { copy_from }) } })

/** Issues that point at a field, by its id. */
export const issues_by_item = (error: unknown): Map<string, string> =>
  new Map(
    error instanceof Refused
      ? error.issues.flatMap((issue) => (issue.expression ? [[issue.expression, issue.message] as const] : []))
      : [],
  )

/** Opens before waiting, or the browser takes it for an advertisement. */
export const open_after = (ready: Promise<unknown>, address: string): void => {
  const page = window.open('about:blank', '_blank')
  const show = () => {
    if (page) page.location.href = address
    else window.location.href = address
  }
  ready.then(show, show)
}
