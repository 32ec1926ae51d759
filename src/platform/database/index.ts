export { LostRace, open_database, type Database, type Sql } from './database.ts'
export { attach_embedded, start_embedded, type EmbeddedServer } from './embedded.ts'
export { migrate } from './migrate.ts'
