import { group, list, text, whole, type Shape } from '../../base/shapes/index.ts'
import type { Moving, NewBeds, NewDepartment, NewRoom, Renaming } from './contract.ts'

const name_length_max = 80
const beds_at_once_max = 60

export const new_department_shape: Shape<NewDepartment> = group<NewDepartment>('khoa mới', {
  code: text('mã khoa', 10),
  name: text('tên khoa', name_length_max),
})
export const new_room_shape: Shape<NewRoom> = group<NewRoom>('buồng mới', {
  department: text('khoa', 64),
  name: text('tên buồng', name_length_max),
})
export const new_beds_shape: Shape<NewBeds> = group<NewBeds>('giường mới', {
  room: text('buồng', 64),
  names: list('tên giường', text('tên giường', name_length_max), beds_at_once_max),
})
export const renaming_shape: Shape<Renaming> = group<Renaming>('tên mới', {
  name: text('tên', name_length_max),
  if_match: whole('phiên bản'),
})
export const moving_shape: Shape<Moving> = group<Moving>('thay đổi', { if_match: whole('phiên bản') })
