import type { Path } from '../../../standards/fhir-search/index.ts'

/**
 * SQL/JSON path of a place, for what no index holds: texts as written, and whether something stands there at all.
 * Lax mode walks through lists by itself. Names come from r4/parameters.json, never from a request.
 */
export const json_path = (path: Path, further = ''): string => {
  const steps = path.steps.map(({ name, index, where }) => {
    const at = index === undefined ? '' : `[${index}]`
    return `.${name}${at}${where ? ` ? (@.${where.name} == "${where.value}")` : ''}`
  })
  return `$${steps.join('')}${further}`
}
