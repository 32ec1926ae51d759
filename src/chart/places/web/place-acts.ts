import { ask } from '../../../base/ui/index.ts'
import type { PlacesAdded, PlacesChanged } from '../contract.ts'
import type { Chosen } from './chosen-place.ts'

const address = ({ kind, place }: Chosen): string =>
  `/places/${kind === 'department' ? 'departments' : 'locations'}/${encodeURIComponent(place.id)}`

export const add_department = (code: string, name: string): Promise<PlacesAdded> =>
  ask('/places/departments', { body: { code, name } })
export const add_room = (department: string, name: string): Promise<PlacesAdded> =>
  ask('/places/rooms', { body: { department, name } })
export const add_beds = (room: string, names: string[]): Promise<PlacesAdded> =>
  ask('/places/beds', { body: { room, names } })
export const rename_place = (chosen: Chosen, name: string): Promise<PlacesChanged> =>
  ask(address(chosen), { method: 'PUT', body: { name, if_match: chosen.place.version } })
export const close_place = (chosen: Chosen): Promise<PlacesChanged> =>
  ask(`${address(chosen)}/close`, { body: { if_match: chosen.place.version } })
export const reopen_place = (chosen: Chosen): Promise<PlacesChanged> =>
  ask(`${address(chosen)}/reopen`, { body: { if_match: chosen.place.version } })
