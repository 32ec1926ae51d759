/** How a house is laid out. `version` goes back as `if_match` with a change. */

type Place = { id: string; version: number; name: string; active: boolean; closed_at: string | null }

export type BedPlace = Place & { taken: boolean }
/** Beds that hang on no room stand in one with id ''. */
export type RoomPlace = Place & { beds: BedPlace[] }
export type DepartmentPlace = Place & { code: string; inpatients: number; rooms: RoomPlace[] }

/** GET /api/places, in the order people look for: codes, then names. */
export type PlacesTree = { departments: DepartmentPlace[] }

/** POST /api/places/departments */
export type NewDepartment = { code: string; name: string }
/** POST /api/places/rooms */
export type NewRoom = { department: string; name: string }
/** POST /api/places/beds: several at once, all or none. */
export type NewBeds = { room: string; names: string[] }
export type PlacesAdded = { ids: string[] }

/** PUT /api/places/{departments|locations}/:id */
export type Renaming = { name: string; if_match: number }
/** POST /api/places/{departments|locations}/:id/{close|reopen}. 409 details: {occupants: Occupant[]} */
export type Moving = { if_match: number }
export type Occupant = { encounter: string; name: string; admission_number: string; bed: string; room: string }
/** `ids`: the place itself, and what went with it. */
export type PlacesChanged = { ids: string[] }
