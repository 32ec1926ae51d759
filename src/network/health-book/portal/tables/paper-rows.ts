import { field_of, type Row, type TableId } from '../../../../standards/bhyt-exchange/index.ts'
import { to_xml14 } from '../../../reexam-letters/index.ts'
import { to_xml13 } from '../../../transfer-letters/index.ts'
import type { TableSource } from './source.ts'

/** What a paper repeats of the visit has to be the same (R008): XML1 says it. */
const as_the_visit_says = (table: TableId, row: Row, visit: Row, head_code: string): Row => {
  const repeated = Object.keys(row).filter((name) => field_of('XML1', name) !== undefined && (visit[name] ?? '') !== '')
  return {
    ...row,
    ...Object.fromEntries(repeated.map((name) => [name, visit[name] ?? ''])),
    ...(field_of(table, 'MA_TTDV') ? { MA_TTDV: head_code } : {}),
  }
}

/** XML13 and XML14: the signed giấy chuyển and giấy hẹn of this visit (D-TRF, D-APT: to the portal, then VNeID). */
export const paper_rows = (source: TableSource, visit: Row): { XML13?: Row[]; XML14?: Row[] } => {
  const head = source.settings.head_code ?? ''
  const { transfer, slip } = source
  return {
    ...(transfer ? { XML13: [as_the_visit_says('XML13', to_xml13(transfer), visit, head)] } : {}),
    ...(slip
      ? {
          XML14: [
            as_the_visit_says(
              'XML14',
              to_xml14(slip, { ma_doituong_kcb: visit['MA_DOITUONG_KCB'] ?? '' }),
              visit,
              head,
            ),
          ],
        }
      : {}),
  }
}
