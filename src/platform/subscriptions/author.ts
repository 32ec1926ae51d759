import { is_in_good_standing } from '../access/index.ts'
import type { Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'
import { reach_of, type Criteria } from '../records/index.ts'
import type { Author } from './state.ts'

export const author_of = ({ actor, scopes }: Caller): Author => ({ ...actor, ...(scopes ? { scopes } : {}) })

/** What is asked of each change: the filters, within what the author's token lets him read and ask about. */
export const criteria_of = ({ scopes }: Author, { type, filters }: Pick<Criteria, 'type' | 'filters'>): Criteria => {
  const reach = reach_of(scopes, 'r', type)
  return { type, filters, scopes, ...(reach === 'all' ? {} : { bounds: reach }) }
}

/** Whether he may still come in and read: an account or a client that was closed is told nothing any more. */
export const may_be_told = (sql: Sql, facility: string, author: Author): Promise<boolean> =>
  is_in_good_standing(sql, facility, author, 'fhir.read')
