import type { Chance } from '../chance.ts'
import type { Wire } from './wire.ts'
import { mark_system, type Deed, type Wish } from './deed.ts'

const samples_max = 30

type Found = { id: string; version: number }

const sample = (chance: Chance, deeds: Deed[]): Wish[] => {
  const done = deeds.filter(({ outcome }) => outcome === 'acknowledged').flatMap(({ wishes }) => wishes)
  return Array.from({ length: Math.min(samples_max, done.length) }, () => chance.pick(done))
}

/** Asks as a client would, of some of what was acknowledged: the version is read, and search finds what stands now. */
export const ask_server = async (wire: Wire, chance: Chance, deeds: Deed[]): Promise<string[]> => {
  const get = (path: string) => wire.ask('GET', `/${path}`)
  const search = async (mark: string, type: string): Promise<Found[]> => {
    const answer = await get(`${type}?identifier=${mark_system}|${mark}`)
    if (answer.status !== 200) throw new Error(`search: ${answer.status} ${answer.text}`)
    const { entry = [] } = JSON.parse(answer.text) as {
      entry?: { resource: { id: string; meta: { versionId: string } } }[]
    }
    return entry.map(({ resource }) => ({ id: resource.id, version: Number(resource.meta.versionId) }))
  }
  const fault_of = async ({ type, id, version, mark }: Wish): Promise<string | undefined> => {
    const past = await get(`${type}/${id}/_history/${version}`)
    if (past.status !== (mark === undefined ? 410 : 200)) return `${type}/${id}/_history/${version}: ${past.status}`
    if (mark === undefined) return undefined
    if (!past.text.includes(`"${mark}"`)) return `${type}/${id}/_history/${version} says something else`
    const now = await get(`${type}/${id}`)
    const is_now = now.status === 200 && now.etag === version
    const found = await search(mark, type)
    return found.length === (is_now ? 1 : 0) && found.every((one) => one.id === id && one.version === version)
      ? undefined
      : `search for ${mark} finds ${JSON.stringify(found)}; ${is_now ? 'it is' : 'it is not'} what stands now`
  }
  const faults = await Promise.all(sample(chance, deeds).map(fault_of))
  return faults.flatMap((fault) => fault ?? [])
}
