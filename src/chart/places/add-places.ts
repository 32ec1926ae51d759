import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { new_id } from '../../platform/records/index.ts'
import { find_identifier, identifier_system } from '../../standards/fhir/index.ts'
import { lock_place } from '../encounters/index.ts'
import type { NewBeds, NewDepartment, NewRoom, PlacesAdded } from './contract.ts'
import { beds_in, load_layout, rooms_in, type Kept, type Layout } from './layout.ts'
import { check_free, tidy_name } from './names.ts'
import { department_of_place, is_active, to_bed, to_department, to_room } from './place-resource.ts'

const code_form = /^[A-Z0-9][A-Z0-9.]*$/

/** Who changes the same part of the house is made to wait. */
const change = (
  store: Store,
  caller: Caller,
  part: string,
  work: (unit: Unit, layout: Layout) => Promise<PlacesAdded>,
): Promise<PlacesAdded> => {
  demand(caller, 'places.manage')
  return store.unit(caller, async (unit) => {
    await lock_place(unit, part)
    return work(unit, await load_layout(unit))
  })
}

const demand_open = (place: Kept | undefined, what: string, expression: string): Kept => {
  if (!place) throw fail.value(`Không có ${what} này`, expression)
  if (!is_active(place.resource))
    throw fail.rule(`${what === 'khoa' ? 'Khoa' : 'Buồng'} này đã ngừng dùng; hãy dùng lại trước`)
  return place
}

export const add_department = (store: Store, caller: Caller, wish: NewDepartment): Promise<PlacesAdded> =>
  change(store, caller, 'departments', async (unit, layout) => {
    const code = wish.code.trim().toUpperCase()
    const name = tidy_name(wish.name)
    if (!code_form.test(code)) throw fail.value('Mã khoa gồm chữ in không dấu, số và dấu chấm, ví dụ K03', 'code')
    const all = [...layout.departments.values()]
    const same = all.find(({ resource }) => find_identifier(resource, identifier_system.department) === code)
    if (same)
      throw fail.conflict(
        `Mã khoa ${code} đã có: ${String(same.resource['name'])}${is_active(same.resource) ? '' : ' (đã ngừng dùng; hãy dùng lại thay vì thêm mới)'}`,
        { department: same.resource.id },
      )
    check_free(all, name, 'khoa')
    const usual = `${caller.facility}-${code.replaceAll('.', '-')}`
    const id = (await unit.find('Organization', usual)) ? new_id() : usual
    await unit.create(to_department(caller.facility, id, code, name))
    return { ids: [id] }
  })

export const add_room = (store: Store, caller: Caller, wish: NewRoom): Promise<PlacesAdded> =>
  change(store, caller, wish.department, async (unit, layout) => {
    demand_open(layout.departments.get(wish.department), 'khoa', 'department')
    const name = tidy_name(wish.name)
    check_free(rooms_in(layout, wish.department), name, 'buồng')
    const { id } = await unit.create(to_room(wish.department, name))
    return { ids: [id] }
  })

export const add_beds = (store: Store, caller: Caller, wish: NewBeds): Promise<PlacesAdded> =>
  change(store, caller, wish.room, async (unit, layout) => {
    const room = demand_open(layout.rooms.get(wish.room), 'buồng', 'room').resource
    if (wish.names.length === 0) throw fail.value('Hãy cho ít nhất một tên giường', 'names')
    const names = wish.names.map(tidy_name)
    const twice = names.find((name, i) => names.indexOf(name) < i)
    if (twice) throw fail.value(`Giường ${twice} được kê hai lần`, 'names')
    for (const name of names) check_free(beds_in(layout, wish.room), name, 'giường')
    const ids: string[] = []
    for (const name of names) ids.push((await unit.create(to_bed(department_of_place(room), wish.room, name))).id)
    return { ids }
  })
