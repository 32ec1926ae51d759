import { Failure } from '../../../base/outcome/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { check_instance, type ManifestInstance } from '../../../standards/dicomweb/index.ts'
import { HubAway, HubForbids, type Hub } from '../../exchange/index.ts'
import { ask_instance, ask_ticket, SourceAway, TicketRefused } from './ask-source.ts'
import type { FetchWish } from './fetch-study.ts'
import { keep_external } from './keep-external.ts'
import type { ImagingOffice } from './office.ts'
import type { Pacs } from './pacs-client.ts'
import { note_stored, settle_fetched } from './progress.ts'
import type { NamedStudy } from './study-lines.ts'

export type Errand = FetchWish &
  NamedStudy & { document: string; sender: string; caller: Caller; hub: Hub; pacs: Pacs; pacs_url: string }

export type Problem = { instance: string; message: string }

/** Asks with the ticket in hand, and once more with a new one when it has run out. */
const open_source = (office: ImagingOffice, { hub, paper, study, caller, address }: Errand) => {
  const { name, role } = caller.actor
  const new_ticket = () => ask_ticket(hub, { paper, study, actor: `${name} (${role})` })
  let ticket: string | undefined
  return async (series: string, instance: string): Promise<Buffer> => {
    const place = { study, series, instance }
    ticket ??= await new_ticket()
    try {
      return await ask_instance(address, place, ticket, office.stopped)
    } catch (error) {
      if (!(error instanceof TicketRefused)) throw error
      ticket = await new_ticket()
      return ask_instance(address, place, ticket, office.stopped)
    }
  }
}

type Wanted = { series: string; instance: ManifestInstance }

/** @returns why it was not taken; '': it is the picture the report spoke of, and in our PACS */
const bring_one = async (
  { scan }: Pick<ImagingOffice, 'scan'>,
  fetch_one: (series: string, instance: string) => Promise<Buffer>,
  pacs: Pacs,
  { series, instance }: Wanted,
): Promise<string> => {
  try {
    const bytes = await fetch_one(series, instance.uid)
    const wrong = check_instance(instance, bytes)
    if (wrong) return wrong
    const found = await scan?.(bytes)
    if (found !== undefined) return `bị bộ quét mã độc của cơ sở chặn (${found}); hãy báo nơi gửi`
    return await pacs.store(bytes)
  } catch (error) {
    // Only this picture: it is gone at the source, or not to be read. That our PACS or scanner is away (503) concerns all.
    if (error instanceof Failure && error.status < 500) return error.message
    throw error
  }
}

const words_of = (error: unknown): string => {
  if (error instanceof TicketRefused) return `Nơi giữ ảnh không nhận vé của trục: ${error.message}`
  if (error instanceof SourceAway) return `Nơi giữ ảnh không trả lời: ${error.message}`
  if (error instanceof Failure || error instanceof HubAway || error instanceof HubForbids) return error.message
  return 'Lỗi trong máy chủ khi lấy ảnh; báo quản trị (IT) kèm giờ xảy ra, rồi lấy lại'
}

const is_ours = (error: unknown): boolean =>
  ![TicketRefused, SourceAway, Failure, HubAway, HubForbids].some((kind) => error instanceof kind)

/** One after the other; what is stored stays stored whatever becomes of the rest. */
const bring_all = async (office: ImagingOffice, errand: Errand, had: string[]): Promise<Problem[]> => {
  const { manifest, pacs, caller } = errand
  const fetch_one = open_source(office, errand)
  const wanted = manifest.series.flatMap(({ uid, instances }) =>
    instances.map((instance) => ({ series: uid, instance })),
  )
  const problems: Problem[] = []
  for (const one of wanted) {
    const { uid } = one.instance
    if (had.includes(uid)) continue
    office.stopped.throwIfAborted()
    const message = await bring_one(office, fetch_one, pacs, one)
    if (message === '') await note_stored(office.database, caller.facility, errand, uid)
    else problems.push({ instance: uid, message })
  }
  return problems
}

/** Never throws: what became of it stands in its row. */
export const bring_study = async (office: ImagingOffice, errand: Errand, had: string[]): Promise<void> => {
  const { caller } = errand
  const settle = (how: Parameters<typeof settle_fetched>[3]) =>
    settle_fetched(office.database, caller.facility, errand, how)
  try {
    const problems = await bring_all(office, errand, had)
    const resource = await keep_external(office, errand)
    await settle({ state: problems.length === 0 ? 'stored' : 'partial', problems, message: '', resource })
  } catch (error) {
    if (office.stopped.aborted) return
    if (is_ours(error)) office.report(error, `fetching study ${errand.study}`)
    await settle({ state: 'failed', problems: [], message: words_of(error), resource: null }).catch((failed: unknown) =>
      office.report(failed, `settling study ${errand.study}`),
    )
  }
}
