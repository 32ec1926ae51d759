import { Failure, fail } from '../../base/outcome/index.ts'
import { list_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { compartment_parameters } from '../../standards/fhir-search/index.ts'
import { compile_view, type CompiledView, type Row } from '../../standards/sql-on-fhir/index.ts'
import { demand } from '../access/index.ts'
import type { Caller } from '../audit/index.ts'
import { list_stopped } from '../privacy/index.ts'
import { resource_of, type Store } from '../records/index.ts'
import { stored_resources, view_rows } from './view-rows.ts'

/** A table that someone wants: the view, what of the store goes through it, and how many rows at most. */
export type ViewWish = {
  definition: unknown
  patients?: string[]
  groups?: string[]
  since?: Date | undefined
  limit?: number | undefined
  /** Go through the view instead of the store's. */
  resources?: Resource[] | undefined
  /** For the audit log: how the question was put. */
  detail: string
}

export type OpenView = {
  view: CompiledView
  parts: AsyncGenerator<Row[]>
  /** How many people had this way closed (platform/privacy): nothing of theirs goes through the view. */
  left_out: number
}

const members_max = 10_000

/** A filter that leads nowhere is a fault of the question, not an unknown address. */
const unknown = (name: 'patient' | 'group', ref: string): Failure =>
  new Failure(400, [
    { severity: 'error', code: 'not-found', message: `Không tìm thấy ${ref} tại cơ sở này`, expression: name },
  ])

const unsuited = (id: string, why: string): Failure =>
  new Failure(400, [{ severity: 'error', code: 'not-supported', message: `Group/${id}: ${why}`, expression: 'group' }])

/** The patients of a list of people; what is described rather than listed cannot be counted here. */
const members_of = (id: string, group: Resource): string[] => {
  if (group['actual'] !== true) throw unsuited(id, 'chỉ nhận nhóm có danh sách thành viên (actual = true)')
  if (list_of(group['modifierExtension']).length > 0) throw unsuited(id, 'có modifierExtension, không hiểu được')
  return list_of(group['member']).flatMap((member) => {
    if (member['inactive'] === true) return []
    const entity = member['entity']
    const target = text_of((entity as Record<string, unknown> | undefined)?.['reference']) ?? ''
    const patient = /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(target)?.[1]
    if (patient === undefined) throw unsuited(id, `thành viên “${target.slice(0, 100)}” không phải người bệnh ở đây`)
    return [patient]
  })
}

/** The patients asked for, one by one or as members of groups; undefined when nobody was named. */
const find_patients = async (store: Store, caller: Caller, wish: ViewWish): Promise<string[] | undefined> => {
  const { patients = [], groups = [] } = wish
  if (patients.length + groups.length === 0) return undefined
  return store.unit(caller, async (unit) => {
    const found = new Set<string>()
    for (const id of patients) {
      if (!(await unit.find('Patient', id))) throw unknown('patient', `Patient/${id}`)
      found.add(id)
    }
    for (const id of groups) {
      const group = await unit.find('Group', id)
      if (!group) throw unknown('group', `Group/${id}`)
      for (const member of members_of(id, resource_of(group))) found.add(member)
    }
    if (found.size > members_max) throw fail.invalid(`Quá ${members_max} người bệnh một lần`, 'group')
    return [...found]
  })
}

const check_compartment = (type: string): void => {
  if (type !== 'Patient' && compartment_parameters('Patient', type).length === 0)
    throw fail.invalid(`${type} không thuộc hồ sơ của người bệnh nào: bỏ patient và group`, 'patient')
}

async function* once<T>(one: T): AsyncGenerator<T> {
  yield one
}

/** A run that breaks off half-way has handed out a part: the log says so too. */
async function* noting<T>(parts: AsyncGenerator<T>, note: (error: unknown) => Promise<never>): AsyncGenerator<T> {
  try {
    yield* parts
  } catch (error) {
    await note(error)
  }
}

const find_stopped_people = (store: Store, caller: Caller): Promise<string[]> =>
  store.unit(caller, async ({ sql }) => {
    const stopped = await list_stopped(sql, caller.facility, 'bulk-export')
    return [...new Set(stopped.map(({ patient }) => patient))]
  })

/**
 * Reads and judges the view, looks who is asked for, writes the line in the audit log; the rows come when they are taken.
 * @throws 403 for whom a copy is not meant
 */
export const open_view = async (store: Store, caller: Caller, wish: ViewWish): Promise<OpenView> => {
  demand(caller, 'record.export')
  const view = compile_view(wish.definition)
  const patients = await find_patients(store, caller, wish)
  if (patients) check_compartment(view.resource)
  const without = wish.resources ? [] : await find_stopped_people(store, caller)
  const act = {
    interaction: '$viewdefinition-run',
    type: view.resource,
    ref: wish.detail.slice(0, 1_000),
    patient: patients?.length === 1 ? patients[0] : undefined,
  }
  const pages = wish.resources
    ? await store.look(caller, act, () => Promise.resolve(once(wish.resources ?? [])))
    : stored_resources(await store.scan(caller, act, { type: view.resource, patients, without, since: wish.since }))
  const note = (error: unknown): Promise<never> => store.look(caller, act, () => Promise.reject(error))
  return { view, parts: noting(view_rows(view, pages, wish.limit), note), left_out: without.length }
}
