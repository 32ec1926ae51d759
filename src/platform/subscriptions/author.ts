import { is_in_good_standing } from '../access/index.ts'
import type { Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'
import { reach_of, type Criteria } from '../records/index.ts'
import type { Author } from './state.ts'

export const author_of = ({ actor, scopes }: Caller): Author => ({ ...actor, ...(scopes ? { scopes } : {}) })

/** What the author may read of a type: undefined for everything, otherwise within one of these bounds. */
export const bounds_of = ({ scopes }: Author, type: string): Criteria['bounds'] => {
  const reach = reach_of(scopes, 'r', type)
  return reach === 'all' ? undefined : reach
}

/** Whether he may still come in and read: an account or a client that was closed is told nothing any more. */
export const may_be_told = (sql: Sql, facility: string, author: Author): Promise<boolean> =>
  is_in_good_standing(sql, facility, author, 'fhir.read')
