import type { Database } from '../../database/index.ts'
import { scan_as_of, subset_body, type AsOfPage } from '../../records/index.ts'
import { wish_of } from './count-files.ts'
import type { ExportFile, Job } from './job.ts'

/** A deletion as the guide wants it: a Bundle of type transaction (Bulk Data Access IG 2.0 §2.1.5.2). */
const deletion_lines = ({ states }: AsOfPage): string[] => [
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: states.map(({ type, id }) => ({ request: { method: 'DELETE', url: `${type}/${id}` } })),
  }),
]

const resource_lines = ({ states }: AsOfPage, type: string, elements: string[]): string[] =>
  states.map(({ body }) => subset_body(body, type, 'false', elements))

/** The text of a file, in pieces that are never large: made from the store each time it is fetched, always the same. */
export async function* file_lines(database: Database, job: Job, file: ExportFile): AsyncGenerator<string> {
  const { elements = {} } = job.asked
  const wanted = [...(elements['*'] ?? []), ...(elements[file.type] ?? [])]
  for await (const page of scan_as_of(database, job.facility, wish_of(job, file, true), file)) {
    const lines = file.kind === 'deleted' ? deletion_lines(page) : resource_lines(page, file.type, wanted)
    if (lines.length > 0) yield `${lines.join('\n')}\n`
  }
}
