import { find_fully_signed, type Forms } from '../../../chart/medical-record/index.ts'
import {
  parse_exact,
  find_identifier,
  identifier_system,
  text_of,
  type Resource,
} from '../../../standards/fhir/index.ts'
import { search_all, type Unit } from '../../../platform/records/index.ts'
import { gather_letter, type Letter } from '../../transfer-letters/index.ts'
import type { Visit } from '../publish/gather-visit.ts'
import type { PortalSettings } from './gateway.ts'
import type { TableSource } from './tables/source.ts'

const find_all = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[]> =>
  (await search_all(unit, type, query)).map(({ body }) => parse_exact(body) as Resource)

/** The latest paper of this form that everybody has signed. */
const find_letter = async (unit: Unit, forms: Forms, papers: Resource[], slug: string): Promise<Letter | undefined> => {
  for (const paper of papers.filter((one) => text_of(one['questionnaire'])?.includes(`/${slug}|`))) {
    const found = await find_fully_signed(unit, forms, paper.id ?? '')
    if (found.is_signed) return gather_letter(unit, found)
  }
  return undefined
}

/** @param own facts of the visit that may be told */
export const gather_tables = async (
  unit: Unit,
  forms: Forms,
  wish: { visit: Visit; own: Resource[]; settings: PortalSettings },
): Promise<TableSource> => {
  const encounter = wish.visit.stay.id
  const [papers, lists] = await Promise.all([
    find_all(unit, 'QuestionnaireResponse', { encounter, status: 'completed,amended', _sort: '-authored' }),
    find_all(unit, 'List', { encounter }),
  ])
  const record_number = lists.map((one) => find_identifier(one, identifier_system.record_number)).find(Boolean) ?? ''
  return {
    ...wish,
    record_number,
    transfer: await find_letter(unit, forms, papers, 'chuyen-co-so'),
    slip: await find_letter(unit, forms, papers, 'hen-kham-lai'),
  }
}
