import { demand } from '../../../platform/access/index.ts'
import { local_time } from '../../../base/time/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { resource_of, type Unit } from '../../../platform/records/index.ts'
import { charts_of } from '../../../chart/merging/index.ts'
import { HubAway, HubForbids, HubRefuses, name_facilities, received_among, type Hub } from '../../exchange/index.ts'
import type { Timeline, TimelineDocument, TimelineVisit, UnreadPapers } from '../contract.ts'
import { publications_of } from '../publish/list-publications.ts'
import { list_repeats } from './repeats.ts'
import { list_bases, tell_ended } from './bases.ts'
import { ask_papers, numbers_of, type Page, type Paper } from './hub-papers.ts'
import { find_hub, type BookOffice } from './office.ts'
import { list_requests } from './requests.ts'

type Said = Pick<Timeline, 'state' | 'message'> & { page: Page | undefined }

const no_page = (state: Timeline['state'], message: string): Said => ({ state, message, page: undefined })

/** What the hub says now; where it says nothing, why. */
export const ask_hub = async (
  office: BookOffice,
  hub: Hub | undefined,
  numbers: { system: string; value: string }[],
  before: string,
): Promise<Said> => {
  if (!hub) return no_page('no-link', 'Cơ sở chưa kết nối trục liên thông')
  if (numbers.length === 0)
    return no_page('no-number', 'Hồ sơ chưa có số giấy tờ (CCCD, BHYT…) để tìm người này trên trục')
  try {
    await tell_ended(office.database, hub)
    const page = await ask_papers(hub, { numbers, before: before || undefined })
    return { state: 'shown', message: '', page }
  } catch (error) {
    if (error instanceof HubAway)
      return no_page('away', `${error.message}. Chưa biết người bệnh có tài liệu ở nơi khác hay không`)
    if (error instanceof HubForbids || error instanceof HubRefuses) return no_page('refused', error.message)
    throw error
  }
}

const day_of = (moment: string): string => moment.slice(0, 10)

/** Papers of one visit stand together: same sender, same beginning; a paper that names none stands by its day. */
const group_by_visit = (documents: TimelineDocument[]): TimelineVisit[] => {
  const found = new Map<string, TimelineVisit>()
  for (const one of documents) {
    const from = one.from || one.created_at
    const key = `${one.sender.code} ${day_of(from)}`
    const visit = found.get(key) ?? { sender: one.sender, from, to: one.to, documents: [] }
    visit.documents.push(one)
    if (one.to > visit.to) visit.to = one.to
    found.set(key, visit)
  }
  return [...found.values()]
    .map((visit) => ({
      ...visit,
      documents: visit.documents.toSorted((a, b) => b.created_at.localeCompare(a.created_at)),
    }))
    .toSorted((a, b) => b.from.localeCompare(a.from))
}

type Kept = Pick<Timeline, 'bases' | 'requests' | 'own' | 'repeats'>

const kept_here = async (unit: Unit, patients: string[]): Promise<Kept> => ({
  bases: await list_bases(unit, patients),
  requests: await list_requests(unit, patients),
  own: await publications_of(unit, patients),
  repeats: await list_repeats(unit, patients),
})

/** A basis that ended here opens nothing here, whether or not the hub has heard of it yet. */
const show_papers = async (unit: Unit, papers: Paper[], is_open: boolean): Promise<TimelineDocument[]> => {
  const received = await received_among(
    unit,
    papers.map(({ document }) => document),
  )
  const name_of = await name_facilities(
    unit,
    papers.map(({ sender }) => sender),
  )
  const { facility } = unit.caller
  return papers
    .map(({ events: _events, ...paper }) => ({
      ...{ ...paper, sender: { code: paper.sender, name: name_of(paper.sender) } },
      is_own: paper.sender === facility || received.has(paper.document),
      is_received: paper.sender !== facility && received.has(paper.document),
    }))
    .filter(({ is_own }) => is_own || is_open)
}

/** What nobody here can read is counted by whose it is; without a basis only our own is told. */
const count_unread = async (unit: Unit, senders: string[], is_open: boolean): Promise<UnreadPapers[]> => {
  const name_of = await name_facilities(unit, senders)
  const counted = new Map<string, number>()
  for (const code of senders)
    if (is_open || code === unit.caller.facility) counted.set(code, (counted.get(code) ?? 0) + 1)
  return [...counted].map(([code, count]) => ({ sender: { code, name: code === '' ? '' : name_of(code) }, count }))
}

/** Everything the house may see of a person beyond its own chart, as it stands this moment. */
export const view_timeline = async (
  office: BookOffice,
  caller: Caller,
  patient: string,
  before = '',
): Promise<Timeline> => {
  demand(caller, 'exchange.read')
  demand(caller, 'record.read')
  const { store } = office
  const { numbers, patients } = await store.unit(caller, async (unit) => ({
    numbers: numbers_of(resource_of(await unit.get('Patient', patient))),
    patients: await charts_of(unit, patient),
  }))
  const said = await ask_hub(office, await find_hub(office, caller), numbers, before)
  return store.unit(caller, async (unit) => {
    const kept = await kept_here(unit, patients)
    const is_open = kept.bases.some((one) => one.is_open)
    const documents = await show_papers(unit, said.page?.papers ?? [], is_open)
    const unread = await count_unread(unit, said.page?.unread ?? [], is_open)
    const notices = said.page?.notices ?? []
    const withheld = notices
      .filter(({ code }) => code === 'suppressed')
      .reduce((sum, { text }) => sum + (Number(/^\d+/.exec(text)?.[0]) || 0), 0)
    const act = {
      action: 'R',
      interaction: 'timeline',
      type: 'DocumentReference',
      ref: `DocumentReference?timeline`,
    } as const
    const left = unread.reduce((sum, { count }) => sum + count, 0)
    const words = `${said.state}: ${documents.length} tài liệu, giữ lại ${withheld}`
    unit.note({ ...act, patient, detail: left > 0 ? `${words}, không đọc được ${left}` : words })
    return {
      ...{
        state: said.state,
        message: said.message,
        asked_at: local_time(new Date()),
        visits: group_by_visit(documents),
      },
      notices: notices
        .filter(({ code }) => code !== 'suppressed')
        .map(({ severity, text }) => ({
          severity: severity === 'warning' ? ('warning' as const) : ('information' as const),
          text,
        })),
      ...{ withheld, unread, next: said.page?.next ?? '', ...kept },
    }
  })
}
