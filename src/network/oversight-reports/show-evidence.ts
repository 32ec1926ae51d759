import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { as_oversight } from '../monitor/index.ts'
import { figure_catalogue, table_catalogue } from './catalogue.ts'
import type { Evidence, PeriodWish } from './contract.ts'
import { gather } from './gather.ts'
import type { ReportOffice } from './office.ts'
import { read_period } from './period.ts'

const empty = { columns: [], rows: [], more: 0 }

/**
 * A figure or table of the catalogue, counted anew for these days by the same rules, with the rows it is counted from.
 * @throws 404 for a name nobody knows, 422 for days that are no period
 */
export const show_evidence = async (
  office: ReportOffice,
  caller: Caller,
  name: string,
  days: Pick<PeriodWish, 'from' | 'to' | 'programme'>,
): Promise<Evidence> => {
  const figure = figure_catalogue.find((one) => one.name === name)
  const facts = figure ?? table_catalogue.find((one) => one.name === name)
  if (!facts) throw fail.not_found(`Không có số liệu tên “${name.slice(0, 60)}”`)
  const period = read_period({ kind: 'adhoc', ...days }, 'calendar', office.today())
  const source = office.sources.find(({ tells }) => tells.includes(name))
  return as_oversight(office.database, caller, async (sql) => {
    const wanted = figure ? { figures: [name], tables: [] } : { figures: [], tables: [name] }
    const { figures, tables } = await gather(sql, office.sources, wanted, period)
    const [told] = [...figures, ...tables]
    const { source: from = '', query = '', at = '', path = '', why = '' } = told ?? {}
    return {
      ...{ name, label: facts.label, definition: facts.definition },
      ...(figure ? { unit: figure.unit, kind: figure.kind } : { unit: '', kind: 'text' as const }),
      ...(figures[0] ? { value: figures[0].value } : {}),
      ...{ period, origin: { source: from, query, at, path, why } },
      ...(source ? await source.rows(sql, period, name) : empty),
    }
  })
}
