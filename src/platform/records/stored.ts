import type { Resource } from '../../standards/fhir/index.ts'

/** One version as it lies in the store. `body` is the text to send, with its id, version and time inside. */
export type Stored = {
  type: string
  id: string
  version: number
  updated_at: Date
  deleted: boolean
  author: string
  body: string
}

/** For computing with; numbers are JavaScript's. To send or to keep, use `body`. */
export const resource_of = (stored: Stored): Resource => JSON.parse(stored.body) as Resource

export const etag_of = (version: number): string => `W/"${version}"`

/** Version number of an address (`_history/3`); 0, which no version has, for what is none. */
export const version_of_text = (text: string): number => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0)

/** Version number of an If-Match header (`W/"3"`), or NaN when it is not ours. */
export const version_of_etag = (etag: string): number =>
  Number(/^(?:W\/)?"(\d+)"$/.exec(etag.trim())?.[1] ?? Number.NaN)
