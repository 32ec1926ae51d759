import { fail } from '../../base/outcome/index.ts'
import { operation_outcome } from '../../platform/http/index.ts'
import type { ReadOnlyType } from '../../platform/records/index.ts'
import { find_papers, type FoundPapers } from './find-papers.ts'
import type { Office } from './office.ts'
import { paper_parameters, read_question, type PaperQuestion } from './question.ts'
import { part_id, read_part_id, show_list, show_part, type StoredRow } from './stored-submission.ts'

const next_query = (query: URLSearchParams, next: number): string => {
  const following = new URLSearchParams(query)
  following.set('_before', String(next))
  return following.toString()
}

/** What is withheld is said to be withheld; what lies elsewhere is said to need a basis. */
const outcome_of = (found: FoundPapers, asks_person: boolean): Record<string, unknown> | undefined => {
  if (found.withheld > 0)
    return operation_outcome([
      {
        severity: 'warning',
        code: 'suppressed',
        message: `${found.withheld} tài liệu nhạy cảm không hiển thị theo căn cứ “${found.basis ?? ''}”; muốn xem cần căn cứ nêu rõ loại thông tin`,
        law: 'Luật 91/2025/QH15 Điều 26',
      },
    ])
  if (asks_person && found.basis === undefined)
    return operation_outcome([
      {
        severity: 'information',
        code: 'informational',
        message:
          'Chỉ gồm tài liệu cơ sở bạn gửi hoặc được gửi. Muốn xem tài liệu khác của người này, ghi căn cứ trước (POST Consent)',
      },
    ])
  return undefined
}

const shown_parts = (row: StoredRow, asked: PaperQuestion, base: string): Record<string, unknown>[] =>
  row.parts.flatMap((part, i) => {
    if (asked.part_kinds && !asked.part_kinds.includes(part.kind)) return []
    if (asked.part_ids && !asked.part_ids.includes(part_id(row.number, i))) return []
    if (asked.sha256 && !asked.sha256.includes(part.sha256)) return []
    return [show_part(row, i, base)]
  })

/** A part has a number and its place, a sending its number alone: what is neither is nobody's id. */
const is_id: Record<'DocumentReference' | 'List', (id: string) => boolean> = {
  DocumentReference: (id) => read_part_id(id) !== undefined,
  List: (id) => /^[1-9]\d{0,15}$/.test(id),
}

const paper_type = (
  office: Office,
  type: 'DocumentReference' | 'List',
  show: (row: StoredRow, asked: PaperQuestion) => Record<string, unknown>[],
): ReadOnlyType => ({
  type,
  search_parameters: paper_parameters[type],
  async read(caller, id) {
    const missing = fail.not_found(`Trục không có ${type}/${id} cho cơ sở của bạn`)
    if (!is_id[type](id)) throw missing
    const asked = read_question(new URLSearchParams({ _id: id }), type)
    const { rows } = await find_papers(office, caller, asked, `${type}/${id}`, 'read')
    const [shown] = rows.flatMap((row) => show(row, asked))
    if (!shown) throw missing
    return shown
  },
  async search(caller, query) {
    const asked = read_question(query, type)
    const found = await find_papers(office, caller, asked, `${type}?${query.toString()}`)
    const outcome = outcome_of(found, asked.identifiers !== undefined || asked.person !== undefined)
    return {
      resources: found.rows.flatMap((row) => show(row, asked)),
      ...(found.next === undefined ? {} : { next: next_query(query, found.next) }),
      ...(outcome ? { outcome } : {}),
    }
  },
})

/** ITI-66 (List) and ITI-67 (DocumentReference). */
export const paper_types = (office: Office): ReadOnlyType[] => [
  paper_type(office, 'DocumentReference', (row, asked) => shown_parts(row, asked, office.base)),
  paper_type(office, 'List', (row) => [show_list(row)]),
]
