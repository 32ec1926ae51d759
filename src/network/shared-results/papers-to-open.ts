import type { Resource } from '../../standards/fhir/index.ts'
import type { Hub } from '../exchange/index.ts'
import { ask_papers, type Page, type Paper } from '../health-book/index.ts'
import type { ValidityRule } from './validity.ts'

type Asked = { numbers: { system: string; value: string }[]; rule: ValidityRule; facility: string }

export type Candidates = {
  /** The envelope names the test. */
  named: Paper[]
  /** The envelope names nothing: an older paper, a stranger's, or one with a sensitivity label. */
  unsaid: Paper[]
  /** What the hub showed of each, by its id. */
  parts_of: ReadonlyMap<string, Resource[]>
  /** The hub has more of them than it was asked for. */
  is_more: boolean
  withheld: number
  /** What the hub shows of the window and nobody here can read. */
  unread: number
}

const withheld_in = ({ notices }: Page): number =>
  notices
    .filter(({ code }) => code === 'suppressed')
    .reduce((sum, { text }) => sum + (Number(/^\d+/.exec(text)?.[0]) || 0), 0)

/**
 * Results of others that can hold the test and still count, the newest first. Two questions at once: those that say they
 * hold it, however many others lie before them; and all of the window, for those that do not say what they hold.
 */
export const ask_candidates = async (hub: Hub, { numbers, rule, facility }: Asked): Promise<Candidates> => {
  // Issued before the window began, it was not taken within it.
  const since = new Date(Date.now() - rule.hours * 3_600_000)
  const wish = { numbers, kinds: ['lab-result', 'imaging-report'], since, is_current: true }
  const [holding, all] = await Promise.all([ask_papers(hub, { ...wish, events: rule.codes }), ask_papers(hub, wish)])
  const of_others = ({ sender }: Paper): boolean => sender !== facility
  return {
    named: holding.papers.filter(of_others),
    unsaid: all.papers.filter((one) => of_others(one) && one.events.length === 0),
    parts_of: new Map([...holding.parts_of, ...all.parts_of]),
    is_more: holding.next !== '' || all.next !== '',
    withheld: withheld_in(all),
    unread: all.unread.filter((sender) => sender !== facility).length,
  }
}
