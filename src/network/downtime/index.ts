export { downtime_routes } from './routes.ts'
export { write_folder } from './write-folder.ts'
