import { useSyncExternalStore } from 'react'
import type { Phrase } from './expand.ts'
import { starter_phrases } from './starter.ts'

const stored_key = 'benhan.phrases'
const listeners = new Set<() => void>()

const is_phrase = (value: unknown): value is Phrase =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'text' in value &&
  typeof value.name === 'string' &&
  typeof value.text === 'string'

const read = (): Phrase[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(stored_key) ?? 'null')
    return Array.isArray(stored) ? stored.filter(is_phrase) : starter_phrases
  } catch {
    return starter_phrases
  }
}

let phrases: Phrase[] | undefined

const current = (): Phrase[] => (phrases ??= read())

export const save_phrases = (next: Phrase[] | undefined): void => {
  phrases = next ?? starter_phrases
  if (next) localStorage.setItem(stored_key, JSON.stringify(next))
  else localStorage.removeItem(stored_key)
  listeners.forEach((listener) => listener())
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const use_phrases = (): Phrase[] => useSyncExternalStore(subscribe, current)
