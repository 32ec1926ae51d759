import type { Path } from '../../../standards/fhir-search/index.ts'

/** `?deceased` of r4/parameters.json: whether an element of that name is there and is not false. */
export const is_yes_or_no = (path: Path): boolean => path.steps.some(({ name }) => name.startsWith('?'))

/**
 * SQL/JSON path of a place, for what no index holds: texts as written, and whether something stands there at all.
 * Lax mode walks through lists by itself. Names come from r4/parameters.json, never from a request.
 */
export const json_path = (path: Path, further = ''): string => {
  const steps = path.steps.map(({ name, index, where }) => {
    if (name.startsWith('?')) return `.keyvalue() ? (@.key starts with "${name.slice(1)}" && !(@.value == false)).key`
    const at = index === undefined ? '' : `[${index}]`
    return `.${name}${at}${where ? ` ? (@.${where.name} == "${where.value}")` : ''}`
  })
  return `$${steps.join('')}${further}`
}
