export { data_protection_routes, type ProtectionRooms } from './routes.ts'
export { list_officers, type PublicOfficer } from './officers.ts'
