export { export_everything, type Exported } from './export-everything.ts'
export { write_file, type Written } from './write-file.ts'
