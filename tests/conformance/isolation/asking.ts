import assert from 'node:assert/strict'
import type { Json, Person } from '../../test-site.ts'
import { nobody, house_b, word_of_b, word_of_nobody } from './world.ts'

/** What an answer says, without the order that nobody promised and without when it was said. */
const plain = (value: Json): Json => {
  const { timestamp: _timestamp, id, meta, ...rest } = value
  const entry = rest['entry'] as Json[] | undefined
  const key = (one: Json): string => `${one['fullUrl'] ?? ''} ${one['response']?.['etag'] ?? ''}`
  return {
    ...(value['resourceType'] === 'Bundle' ? {} : { id, meta }),
    ...rest,
    ...(entry && value['type'] === 'searchset' ? { entry: [...entry].sort((a, b) => (key(a) < key(b) ? -1 : 1)) } : {}),
  }
}

export const digest = (status: number, body: Json): string => `${status} ${JSON.stringify(plain(body))}`

/** One way to ask a question of /fhir; the answer in the form in which two are compared. */
export type Way = (path: string) => Promise<string>

export const by_get =
  (person: Person): Way =>
  async (path) => {
    const answer = await person('GET', `/fhir/${path}`)
    return digest(answer.status, answer.json)
  }

/** Searches go by POST; what is no search goes by GET. */
export const by_post =
  (person: Person): Way =>
  async (path) => {
    const [head = '', query = ''] = path.split('?')
    if (query === '' || head.includes('/')) return by_get(person)(path)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await person('POST', `/fhir/${head}/_search`, query, form)
    return digest(answer.status, answer.json)
  }

const batch_size = 50

/** Many questions in one batch. */
export const by_batch = async (person: Person, paths: string[]): Promise<string[]> => {
  const answers: string[] = []
  for (let i = 0; i < paths.length; i += batch_size) {
    const entry = paths.slice(i, i + batch_size).map((url) => ({ request: { method: 'GET', url } }))
    const { status, json, text } = await person('POST', '/fhir', { resourceType: 'Bundle', type: 'batch', entry })
    assert.equal(status, 200, text.slice(0, 500))
    for (const { response, resource } of json['entry'] as Json[])
      answers.push(digest(Number(String(response.status).slice(0, 3)), (resource ?? response.outcome ?? {}) as Json))
  }
  return answers
}

/** Several at a time. @returns answers in the order of the tasks */
export const all_of = async <T, R>(
  tasks: readonly T[],
  at_once: number,
  work: (task: T) => Promise<R>,
): Promise<R[]> => {
  const answers: R[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < tasks.length) {
      const i = (next += 1) - 1
      answers[i] = await work(tasks[i] as T)
    }
  }
  await Promise.all(Array.from({ length: at_once }, lane))
  return answers
}

const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** $validate stops looking when the machine is busy: which of the two it says depends on the hour. */
const judged = /\{"severity":"(?:warning","code":"too-costly|information","code":"informational)"[^}]*\}\}/g

/** An answer about B and one about nobody must read the same where the names they were asked with are taken out. */
export const without_names = (text: string): string =>
  text
    .replaceAll(new RegExp(`${house_b.ids}|${nobody.ids}`, 'g'), '§')
    .replaceAll(new RegExp(`${word_of_b}|${word_of_nobody}`, 'gi'), '¶')
    .replaceAll(judged, 'J')
    .replaceAll(time, 'T')
    .replaceAll(uuid, 'U')
