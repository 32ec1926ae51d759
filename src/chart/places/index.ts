export { list_places } from './list-places.ts'
export { add_beds, add_department, add_room } from './add-places.ts'
export { close_place, rename_place, reopen_place, type PlaceType } from './change-places.ts'
export { moving_shape, new_beds_shape, new_department_shape, new_room_shape, renaming_shape } from './shapes.ts'
