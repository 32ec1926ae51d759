import type { BookOffice } from '../../health-book/index.ts'
import type { HubKeys, Hub } from '../../exchange/index.ts'
import type { OpenPacs } from './pacs-client.ts'

/** What the way of pictures needs of the house. */
export type ImagingOffice = BookOffice & {
  open_pacs: OpenPacs
  /** Public keys of the hub, by which its tickets are judged. */
  keys_of(hub: Hub): Promise<HubKeys>
  stopped: AbortSignal
  report(error: unknown, what: string): void
}
