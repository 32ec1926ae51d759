import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of } from '../../platform/records/index.ts'
import { find_hub, publication_about, type BookOffice } from '../health-book/index.ts'
import { published_studies } from '../imaging-studies/index.ts'
import type { ReportPublication } from './contract.ts'
import { is_released } from './report-facts.ts'

/** Where one of our own results stands on its way to the timeline. @throws 403, 404 */
export const view_publication = async (
  office: BookOffice,
  caller: Caller,
  report: string,
): Promise<ReportPublication> => {
  demand(caller, 'record.read')
  const hub = await find_hub(office, caller)
  return office.store.unit(caller, async (unit) => ({
    is_released: is_released(resource_of(await unit.get('DiagnosticReport', report))),
    has_link: hub !== undefined,
    publication: await publication_about(unit, `DiagnosticReport/${report}`),
    studies: await published_studies(unit, `DiagnosticReport/${report}`),
  }))
}
