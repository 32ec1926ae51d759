export { get_staff_member, license_staff_member, list_staff } from './staff.ts'
export { list_person_numbers } from './person-numbers.ts'
export { licensing_shape } from './shapes.ts'
