import { resource_types } from '../../../standards/fhir-search/index.ts'
import type { Database } from '../../database/index.ts'
import { is_in_patient_compartment, scan_as_of, scan_begin, type AsOfWish } from '../../records/index.ts'
import type { Asked } from './asked.ts'
import { keep_counting, type ExportFile, type Job } from './job.ts'

/** A file of this many resources is some hundred megabytes: a fetch that breaks is not the whole night's work again. */
const resources_per_file = 250_000

export const types_of = (asked: Asked, closed: ReadonlySet<string>): string[] => {
  const possible = asked.types ?? [...resource_types].filter((type) => !closed.has(type))
  // An export by patients is of what tells of them; one with filters and no types is of all types all the same.
  return possible.filter((type) => asked.level === 'system' || is_in_patient_compartment(type)).sort()
}

export const wish_of = (job: Job, file: Pick<ExportFile, 'kind' | 'type'>, with_bodies: boolean): AsOfWish => {
  const { asked, transaction_time } = job
  return {
    ...{ type: file.type, as_of: transaction_time, with_bodies },
    since: asked.since === undefined ? undefined : new Date(asked.since),
    any_of: asked.filters?.[file.type],
    patients: asked.patients ?? (asked.level === 'system' ? undefined : 'any'),
    without: asked.without,
    is_deleted: file.kind === 'deleted',
  }
}

const say_every_ms = 1_000

/** Counts a type and cuts it into files of bearable size; undefined when the job was cancelled meanwhile. */
const files_of_type = async (
  database: Database,
  job: Job,
  file: Pick<ExportFile, 'kind' | 'type'>,
  progress: string,
): Promise<ExportFile[] | undefined> => {
  const files: ExportFile[] = []
  let [begin, count, said_ms] = [scan_begin, 0, 0]
  for await (const page of scan_as_of(database, job.facility, wish_of(job, file, false), { begin })) {
    if (performance.now() - said_ms > say_every_ms) {
      if (!(await keep_counting(database, job, progress))) return undefined
      said_ms = performance.now()
    }
    count += page.states.length
    if (count < resources_per_file) continue
    files.push({ ...file, count, begin, end: page.end })
    ;[begin, count] = [page.end, 0]
  }
  return count === 0 ? files : [...files, { ...file, count, begin }]
}

/** What the job's manifest will name; undefined when it was cancelled meanwhile. */
export const count_files = async (
  database: Database,
  job: Job,
  closed: ReadonlySet<string>,
): Promise<ExportFile[] | undefined> => {
  const types = types_of(job.asked, closed)
  const kinds = job.asked.since === undefined ? (['resources'] as const) : (['resources', 'deleted'] as const)
  const files: ExportFile[] = []
  for (const [done, type] of types.entries())
    for (const kind of kinds) {
      const progress = `đang đếm ${type} (${done + 1}/${types.length})`
      const found = await files_of_type(database, job, { kind, type }, progress)
      if (!found) return undefined
      files.push(...found)
    }
  return files
}
