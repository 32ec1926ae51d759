import type { Path } from '../../../standards/fhir-search/index.ts'
import { json_path } from './json-path.ts'
import { unescape_value, wrong_value } from './sql-text.ts'

/** The address without a slash at its end; URNs have no path to go along (R4 §3.1.1.4.9). */
const address_of = (name: string, value: string): string => {
  const text = unescape_value(value)
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(text)) throw wrong_value(name, value)
  return text.replace(/\/+$/, '')
}

/** The address and all that lead to it: …/ValueSet/123, …/ValueSet, …; each also as written with a slash at its end. */
export const addresses_above = (name: string, value: string): string[] => {
  const found: string[] = []
  const host = /^[a-z][a-z0-9+.-]*:\/\/[^/]+/i.exec(address_of(name, value))?.[0] ?? ''
  for (let one = address_of(name, value); one.length >= host.length; one = one.slice(0, one.lastIndexOf('/'))) {
    found.push(one, `${one}/`)
    if (one === host) break
  }
  return found
}

const like_escaped = (text: string): string => text.replace(/[%_\\]/g, '\\$&')

/** Addresses at or below one, by whole parts of the path. No index holds them as text: the other conditions narrow first. */
export const below_condition = (
  question: { alias: string; name: string; values: string[]; paths: Path[] },
  bind: (value: unknown) => string,
): string => {
  const { alias, name, values, paths } = question
  const starts = values.flatMap((value) => {
    const address = like_escaped(address_of(name, value))
    return [address, `${address}/%`]
  })
  const like = bind(starts)
  return `(${paths
    .map(
      (path) => `EXISTS (SELECT FROM jsonb_path_query(${alias}.body::jsonb, '${json_path(path)}') AS v
        WHERE v #>> '{}' LIKE ANY (${like}::text[]))`,
    )
    .join(' OR ')})`
}
