/** The copy on this machine: one place a sheet and account, forgotten as soon as the server has it. */
import type { Kept } from './keeper.ts'

const key_of = (account: string, sheet: string): string => `benhan.draft/${account}/${sheet}`

export const read_mirror = (account: string, sheet: string): Kept | undefined => {
  const text = localStorage.getItem(key_of(account, sheet))
  if (!text) return undefined
  try {
    const kept: Partial<Kept> = JSON.parse(text)
    return kept.answers && kept.base ? { answers: kept.answers, base: kept.base, at: kept.at ?? '' } : undefined
  } catch {
    return undefined
  }
}

export const write_mirror = (account: string, sheet: string, kept: Kept): void => {
  try {
    localStorage.setItem(key_of(account, sheet), JSON.stringify(kept))
  } catch {
    // Full or forbidden: the server copy of the next pause is what remains.
  }
}

export const forget_mirror = (account: string, sheet: string): void => localStorage.removeItem(key_of(account, sheet))

/** Which fields were copied from an earlier sheet and have not been looked at yet. */
export type CopiedNote = { items: string[]; from: string }

const copied_key = (sheet: string): string => `benhan.copied/${sheet}`

export const read_copied = (sheet: string): CopiedNote => {
  try {
    const note: Partial<CopiedNote> = JSON.parse(localStorage.getItem(copied_key(sheet)) ?? '{}')
    return { items: note.items ?? [], from: note.from ?? '' }
  } catch {
    return { items: [], from: '' }
  }
}

export const write_copied = (sheet: string, note: CopiedNote): void => {
  if (note.items.length === 0) localStorage.removeItem(copied_key(sheet))
  else localStorage.setItem(copied_key(sheet), JSON.stringify(note))
}
