import type { BedPlace, DepartmentPlace, PlacesTree, RoomPlace } from '../contract.ts'

/** What the acts on the screen are about. */
export type Chosen =
  | { kind: 'department'; place: DepartmentPlace; department: DepartmentPlace }
  | { kind: 'room'; place: RoomPlace; department: DepartmentPlace; room: RoomPlace }
  | { kind: 'bed'; place: BedPlace; department: DepartmentPlace; room: RoomPlace }

export const find_chosen = (departments: DepartmentPlace[], id: string): Chosen | undefined => {
  for (const department of departments) {
    if (department.id === id) return { kind: 'department', place: department, department }
    for (const room of department.rooms) {
      if (room.id !== '' && room.id === id) return { kind: 'room', place: room, department, room }
      const bed = room.beds.find((one) => one.id === id)
      if (bed) return { kind: 'bed', place: bed, department, room }
    }
  }
  return undefined
}

/** Beds and rooms still open inside: what closing takes along. */
export const count_inside = (chosen: Chosen): number => {
  const open_beds = (room: RoomPlace): number => room.beds.filter((bed) => bed.active).length
  if (chosen.kind === 'bed') return 0
  if (chosen.kind === 'room') return open_beds(chosen.place)
  return chosen.place.rooms
    .filter((room) => room.active && room.id !== '')
    .reduce((sum, room) => sum + 1 + open_beds(room), 0)
}

export const only_open = (tree: PlacesTree): DepartmentPlace[] =>
  tree.departments
    .filter((department) => department.active)
    .map((department) => ({
      ...department,
      rooms: department.rooms
        .filter((room) => room.active)
        .map((room) => ({ ...room, beds: room.beds.filter((bed) => bed.active) })),
    }))

export const count_beds = (departments: DepartmentPlace[]): { rooms: number; beds: number; taken: number } => {
  const rooms = departments.flatMap((department) => department.rooms).filter((room) => room.active)
  const beds = rooms.flatMap((room) => room.beds).filter((bed) => bed.active)
  return {
    rooms: rooms.filter((room) => room.id !== '').length,
    beds: beds.length,
    taken: beds.filter((bed) => bed.taken).length,
  }
}
