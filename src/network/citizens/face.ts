import { operation_outcome } from '../../platform/http/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Operation, ReadOnlyType } from '../../platform/records/index.ts'
import { feed_patient } from './feed.ts'
import { match_operation } from './match.ts'
import { pix_operation } from './pix.ts'
import type { CitizenRooms } from './rooms.ts'
import { served } from './search-query.ts'
import { read_citizen, search_citizens } from './search.ts'

/** Patient at the hub: the directory's own truth, read and searched (ITI-78) and fed (ITI-104), never written otherwise. */
export const citizen_type = (database: Database, rooms: CitizenRooms): ReadOnlyType => ({
  type: 'Patient',
  search_parameters: [...served],
  read: (caller, id) => database.read_facility(caller.facility, (sql) => read_citizen(sql, caller, id)),
  search: (caller, query) => database.read_facility(caller.facility, (sql) => search_citizens(sql, caller, query)),
  async conditional_update(caller, query, resource) {
    const fed = await database.in_facility(caller.facility, (sql) => feed_patient(sql, caller, rooms, query, resource))
    // What must be looked at is said in the answer, so that the source can act on it; the feed itself was taken.
    const contained = fed.issues.length > 0 ? { contained: [{ ...operation_outcome(fed.issues), id: 'issues' }] } : {}
    return { resource: { ...fed.resource, ...contained }, is_new: fed.is_new }
  },
})

/** $match (ITI-119) and $ihe-pix (ITI-83). */
export const citizen_operations = (database: Database): Operation[] => [
  match_operation(database),
  pix_operation(database),
]
