import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** As it stands in the program: `${…}` is a part put in when the server starts. */
export type WrittenRoute = { method: string; route: string }

/** The hub's own doors (tests/refusals/board, hub-*); and personal data, whose own test walks its routes. */
const elsewhere = /^(\/lien-thong|\/fhir)\/|^\/api\/(hub|board|citizens|privacy)\//
const places = /^(apps\/server|network|departments|chart)\//

/** Every route of a facility's server that carries an id, read off the program: whoever adds one is asked for its refusal. */
export const routes_with_ids = (): WrittenRoute[] => {
  const dir = join(import.meta.dirname, '../src')
  return (readdirSync(dir, { recursive: true }) as string[])
    .filter((name) => places.test(name) && name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .flatMap((name) => [
      ...readFileSync(join(dir, name), 'utf8').matchAll(
        /\bapp\s*\.(get|post|put|patch|delete)(?:<[^(]*>)?\(\s*(['`])((?:\/|\$\{)[^'`]*:[^'`]*)\2/g,
      ),
    ])
    .map(([, method = '', , route = '']) => ({ method: method.toUpperCase(), route }))
    .filter(({ route }) => !elsewhere.test(route))
}
