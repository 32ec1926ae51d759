import type { VisitTables } from '../../../../standards/bhyt-exchange/index.ts'
import { drug_rows } from './drug-rows.ts'
import { paper_rows } from './paper-rows.ts'
import { result_rows } from './result-rows.ts'
import { service_rows } from './service-rows.ts'
import type { TableSource } from './source.ts'
import { summary_row } from './summary-row.ts'
import { visit_row } from './visit-row.ts'

/** The tables the book of a visit rides on (QĐ 1332, QĐ 2733: 1, 2, 3, 4, 8), and its signed papers (13, 14). */
export const book_tables = (source: TableSource): VisitTables => {
  const visit = visit_row(source)
  const results = result_rows(source)
  const summary = summary_row(source, visit, results)
  return {
    ...{ XML1: [visit], XML2: drug_rows(source), XML3: service_rows(source), XML4: results },
    ...(summary ? { XML8: [summary] } : {}),
    ...paper_rows(source, visit),
  }
}
