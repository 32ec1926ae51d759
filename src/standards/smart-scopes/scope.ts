import { resource_types } from '../fhir-search/index.ts'

/** create, read, update, delete, search (SMART App Launch 2.2 §3.0.2.3). */
export type Right = 'c' | 'r' | 'u' | 'd' | 's'
export type ScopeContext = 'patient' | 'user' | 'system'

/** `patient/Observation.rs?category=laboratory`: what may be done with which resources. */
export type Scope = {
  context: ScopeContext
  /** A resource type, or `*`. */
  type: string
  /** Some of `cruds`, in this order. */
  rights: string
  /** Search parameters that every resource must meet. */
  filters: [name: string, value: string][]
  /** As it was asked for: whoever asks in words of v1 is answered in them. */
  text: string
}

/** What a token carries; `patient` is the one of its launch context. */
export type Scopes = { list: Scope[]; patient?: string }

/** The words of v1 (§3.0.2.9). */
const rights_of_v1: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' }
const form = /^(patient|user|system)\/(\*|[A-Za-z]+)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(?:\?(.+))?$/

/** undefined for what is no clinical scope, and for what names a type R4 does not have. */
export const parse_scope = (text: string): Scope | undefined => {
  const [, context, type = '', asked = '', query] = form.exec(text) ?? []
  if (context === undefined || (type !== '*' && !resource_types.has(type))) return undefined
  const words = rights_of_v1[asked]
  // v1 knows no restrictions: a scope that mixes both was meant by nobody.
  if (words !== undefined && query !== undefined) return undefined
  const filters = [...new URLSearchParams(query ?? '')]
  if (filters.some(([name, value]) => name === '' || value === '')) return undefined
  return { context: context as ScopeContext, type, rights: words ?? asked, filters, text }
}

/** What may not stand in a scope (RFC 6749 §3.3), and what means something in a query. */
const plain = (text: string): string => text.replace(/[^!$'-*,-;?-[\]-~]/gu, encodeURIComponent)

export const print_scope = ({ context, type, rights, filters }: Omit<Scope, 'text'>): string => {
  const query = filters.map(([name, value]) => `${plain(name)}=${plain(value)}`).join('&')
  return `${context}/${type}.${rights}${query === '' ? '' : `?${query}`}`
}

export const split_scopes = (text: string | undefined): string[] => [
  ...new Set((text ?? '').split(' ').filter(Boolean)),
]

/** The clinical scopes of a list; the others (openid, launch…) are no rights over resources. */
export const scope_list = (text: string | undefined): Scope[] =>
  split_scopes(text).flatMap((one) => parse_scope(one) ?? [])

/** Nothing is held back: such a token needs no further looks. */
export const is_everything = (list: Scope[]): boolean =>
  list.some((one) => one.context === 'system' && one.type === '*' && one.rights === 'cruds' && one.filters.length === 0)
