import { Failure } from '../../base/outcome/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { read_submission_of } from '../../standards/mhd/index.ts'
import { HubRefuses, type Hub } from '../exchange/index.ts'
import { holds_test } from './read-result.ts'
import type { ValidityRule } from './validity.ts'

/** unsure: it has to be opened whole. paper-only: a program cannot say what it holds. */
export type Peeked = 'holds' | 'holds-not' | 'paper-only' | 'unsure'

/**
 * Whether the data of a paper that does not name its tests hold this one: one part of it is fetched and nothing verified,
 * so “holds” is no result yet, it only is worth opening. @throws HubAway, HubForbids
 */
export const peek = async (hub: Hub, parts: Resource[] | undefined, rule: ValidityRule): Promise<Peeked> => {
  try {
    const remote = parts && read_submission_of(parts)
    if (!remote || remote.parts.some(({ kind }) => kind === 'encrypted')) return 'unsure'
    const data = remote.parts.find(({ kind }) => kind === 'fhir')
    if (!data) return 'paper-only'
    const { bytes } = await hub.ask({
      ...{ method: 'GET', path: data.url, headers: { accept: 'application/octet-stream' } },
    })
    return holds_test(bytes, rule) ? 'holds' : 'holds-not'
  } catch (error) {
    if (error instanceof Failure || error instanceof HubRefuses) return 'unsure'
    throw error
  }
}
