import type { Sql } from '../../platform/database/index.ts'
import { list_names_on } from '../deployment/index.ts'
import { find_head, sum_prescribing, type PrescribingSums } from '../monitor/index.ts'
import type { PharmacyUse, PrescribingPage } from './contract.ts'
import { read_span } from './spans.ts'

type Use = PrescribingSums['pharmacies'][number]

export const add_use = (uses: readonly Use[]): PharmacyUse => {
  const sum = (name: 'named' | 'handed' | 'returned'): number => uses.reduce((total, one) => total + one[name], 0)
  const [named, handed, returned] = [sum('named'), sum('handed'), sum('returned')]
  return { named, handed, returned, waiting: named - handed - returned }
}

const added = (values: (number | null)[]): number | null => {
  const said = values.flatMap((one) => one ?? [])
  return said.length === 0 ? null : said.reduce((sum, one) => sum + one, 0)
}

type Summed = Pick<PrescribingPage, 'total'> & {
  houses: Omit<PrescribingPage['houses'][number], 'name'>[]
  pharmacies: Omit<PrescribingPage['pharmacies'][number], 'name'>[]
}

/** What houses say of their prescriptions beside what became of them at the pharmacies persons named. */
export const join_prescribing = ({ houses, pharmacies }: PrescribingSums): Summed => {
  const uses = Map.groupBy(pharmacies, ({ facility }) => facility)
  const said = new Map(houses.map((one) => [one.facility, one]))
  return {
    total: {
      signed: added(houses.map((one) => one.signed)),
      national: added(houses.map((one) => one.national)),
      missing: houses.reduce((sum, { missing }) => sum + missing, 0),
      ...add_use(pharmacies),
    },
    houses: [...new Set([...said.keys(), ...uses.keys()])].map((facility) => {
      const { signed = null, national = null, missing = 0 } = said.get(facility) ?? {}
      return { facility, signed, national, missing, ...add_use(uses.get(facility) ?? []) }
    }),
    pharmacies: [...Map.groupBy(pharmacies, ({ pharmacy }) => pharmacy)].map(([pharmacy, of]) => ({
      ...{ pharmacy, ...add_use(of) },
    })),
  }
}

const by_name = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'vi')

/** Prescribing and the sale of prescriptions in a day, week or month (MON-26). To be asked in as_oversight. @throws 400 */
export const show_prescribing = async (
  sql: Sql,
  { by, on }: { by: string; on: string },
  now = new Date(),
): Promise<PrescribingPage> => {
  const head = await find_head(sql, now)
  const span = read_span(by, on, head.today)
  const { total, houses, pharmacies } = join_prescribing(await sum_prescribing(sql, span.starts_on, span.ends_on))
  const codes = [...houses.map(({ facility }) => facility), ...pharmacies.map(({ pharmacy }) => pharmacy)]
  const name = await list_names_on(sql, [...new Set(codes)], span.ends_on)
  return {
    ...{ ...head, by: span.unit, starts_on: span.starts_on, ends_on: span.ends_on },
    ...{ is_running: span.is_running, earlier: span.earlier, later: span.later, total },
    houses: houses.map((one) => ({ ...one, name: name(one.facility) })).toSorted(by_name),
    pharmacies: pharmacies.map((one) => ({ ...one, name: name(one.pharmacy) })).toSorted(by_name),
  }
}
