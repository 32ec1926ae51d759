import type { Chance } from '../chance.ts'
import type { Answer, Wire } from './wire.ts'
import { mark_system, observation_of, patient_of, type Deed, type Wish } from './deed.ts'

export type Held = { id: string; version: number }

/** One connection that writes one thing after the other. Nobody else touches what it holds. */
export type Writer = { name: string; chance: Chance; patient: string; own: Held[]; made: number }

export type Load = { wire: Wire; deeds: Deed[]; shared: string[]; is_over(): boolean }

const entries_max = 12
const own_max = 40

const next_mark = (writer: Writer): string => `${writer.name}-${(writer.made += 1)}`
const value_of = (writer: Writer): number => writer.made * 0.5 + 1

/** Notes the deed before it is sent and what came of it after. @returns undefined when nobody answered */
export const perform = async (load: Load, deed: Deed, run: () => Promise<Answer>): Promise<Answer | undefined> => {
  load.deeds.push(deed)
  const answer = await run().catch(() => undefined)
  if (answer === undefined || answer.status >= 500) return undefined
  if (deed.kind === 'contended' && answer.status === 412) deed.outcome = 'refused'
  else if (answer.status < 300) deed.outcome = 'acknowledged'
  else throw new Error(`${deed.kind} was answered ${answer.status}: ${answer.text.slice(0, 300)}`)
  return answer
}

export const id_in = (location: string): string => /([^/]+)\/_history\/\d+$/.exec(location)?.[1] ?? ''

export const learn = (wish: Wish, id: string, version: number): void => {
  wish.id = id
  wish.version = version
}

const create = async (load: Load, writer: Writer, is_conditional: boolean): Promise<boolean> => {
  const mark = next_mark(writer)
  const wish: Wish = { type: 'Observation', mark }
  const deed: Deed = { kind: is_conditional ? 'create-if-none' : 'create', wishes: [wish], outcome: 'unknown' }
  const body = observation_of(writer.patient, mark, value_of(writer))
  const headers: Record<string, string> = is_conditional ? { 'if-none-exist': `identifier=${mark_system}|${mark}` } : {}
  if (is_conditional) deed.again = { path: '/Observation', body: () => body, headers }
  const answer = await perform(load, deed, () => load.wire.ask('POST', '/Observation', body, headers))
  if (!answer) return false
  learn(wish, id_in(answer.location), answer.etag)
  if (writer.own.length < own_max) writer.own.push({ id: wish.id ?? '', version: answer.etag })
  return true
}

const update = async (load: Load, writer: Writer): Promise<boolean> => {
  const held = writer.chance.pick(writer.own)
  const mark = next_mark(writer)
  const wish: Wish = { type: 'Observation', id: held.id, mark }
  const body = observation_of(writer.patient, mark, value_of(writer), held.id)
  const answer = await perform(load, { kind: 'update', wishes: [wish], outcome: 'unknown' }, () =>
    load.wire.ask('PUT', `/Observation/${held.id}`, body, { 'if-match': `W/"${held.version}"` }),
  )
  if (!answer) return false
  wish.version = held.version = answer.etag
  return true
}

const remove = async (load: Load, writer: Writer): Promise<boolean> => {
  const [held] = writer.own.splice(writer.chance.int(0, writer.own.length - 1), 1)
  if (!held) return true
  const wish: Wish = { type: 'Observation', id: held.id, version: held.version + 1 }
  const answer = await perform(load, { kind: 'delete', wishes: [wish], outcome: 'unknown' }, () =>
    load.wire.ask('DELETE', `/Observation/${held.id}`),
  )
  if (answer && answer.etag !== wish.version) throw new Error(`deleted as version ${answer.etag}, not ${wish.version}`)
  return answer !== undefined
}

/** A patient and facts about it, one own fact changed, one deleted: in one transaction. */
const transact = async (load: Load, writer: Writer): Promise<boolean> => {
  const { chance } = writer
  const name = `urn:uuid:${chance.id(Date.now())}`
  const first = next_mark(writer)
  const wishes: Wish[] = [{ type: 'Patient', mark: first }]
  const post = (resource: { resourceType: string }, full_url?: string) => ({
    ...(full_url === undefined ? {} : { fullUrl: full_url }),
    request: { method: 'POST', url: resource.resourceType },
    resource,
  })
  const entry: unknown[] = [post(patient_of(first), name)]
  for (let i = chance.int(1, entries_max); i > 0; i -= 1) {
    const mark = next_mark(writer)
    wishes.push({ type: 'Observation', mark })
    entry.push(post(observation_of(name, mark, value_of(writer))))
  }
  const [changed, gone] = writer.own.length > 4 ? writer.own.splice(0, 2) : []
  if (changed && gone) {
    const mark = next_mark(writer)
    wishes.push({ type: 'Observation', id: changed.id, mark })
    const resource = observation_of(writer.patient, mark, value_of(writer), changed.id)
    const url = `Observation/${changed.id}`
    entry.push({ request: { method: 'PUT', url, ifMatch: `W/"${changed.version}"` }, resource })
    wishes.push({ type: 'Observation', id: gone.id, version: gone.version + 1 })
    entry.push({ request: { method: 'DELETE', url: `Observation/${gone.id}` } })
  }
  const answer = await perform(load, { kind: 'transaction', wishes, outcome: 'unknown' }, () =>
    load.wire.ask('POST', '', { resourceType: 'Bundle', type: 'transaction', entry }),
  )
  if (!answer) return false
  const answers = (JSON.parse(answer.text) as { entry: { response: { location?: string; etag?: string } }[] }).entry
  for (const [i, { response }] of answers.entries()) {
    const wish = wishes[i]
    if (wish?.mark !== undefined)
      learn(wish, id_in(response.location ?? ''), Number(/"(\d+)"/.exec(response.etag ?? '')?.[1]))
  }
  if (changed) writer.own.push({ id: changed.id, version: changed.version + 1 })
  return true
}

/** Everybody changes the same few: most are told that they came late. */
const contend = async (load: Load, writer: Writer): Promise<boolean> => {
  const id = writer.chance.pick(load.shared)
  const seen = await load.wire.ask('GET', `/Observation/${id}`).catch(() => undefined)
  if (seen?.status !== 200) return false
  const mark = next_mark(writer)
  const wish: Wish = { type: 'Observation', id, mark }
  const body = observation_of(writer.patient, mark, value_of(writer), id)
  const answer = await perform(load, { kind: 'contended', wishes: [wish], outcome: 'unknown' }, () =>
    load.wire.ask('PUT', `/Observation/${id}`, body, { 'if-match': `W/"${seen.etag}"` }),
  )
  if (answer && answer.status < 300) wish.version = answer.etag
  return answer !== undefined
}

/** Writes until it is over or nobody answers any more. */
export const write_on = async (load: Load, writer: Writer): Promise<void> => {
  for (let goes_on = true; goes_on && !load.is_over();) {
    const dice = writer.chance.next()
    if (writer.own.length < 3 || dice < 0.25) goes_on = await create(load, writer, dice < 0.06)
    else if (dice < 0.5) goes_on = await update(load, writer)
    else if (dice < 0.6) goes_on = await remove(load, writer)
    else if (dice < 0.85) goes_on = await transact(load, writer)
    else goes_on = await contend(load, writer)
  }
}

/** A patient for each writer and a few facts for all, before the first kill. */
export const prepare = async (load: Load, writers: Writer[]): Promise<void> => {
  const make = async (type: string, mark: string, body: unknown): Promise<string> => {
    const wish: Wish = { type, mark }
    const answer = await perform(load, { kind: 'create', wishes: [wish], outcome: 'unknown' }, () =>
      load.wire.ask('POST', `/${type}`, body),
    )
    if (!answer) throw new Error('the server does not take the first resources')
    learn(wish, id_in(answer.location), answer.etag)
    return wish.id ?? ''
  }
  for (const writer of writers) {
    const mark = next_mark(writer)
    writer.patient = `Patient/${await make('Patient', mark, patient_of(mark))}`
  }
  for (let i = 0; i < 3; i += 1) {
    const patient = writers[0]?.patient ?? ''
    load.shared.push(await make('Observation', `shared-${i}`, observation_of(patient, `shared-${i}`, i)))
  }
}
