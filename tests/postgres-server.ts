import { start_embedded } from '../src/platform/database/index.ts'

/**
 * One PostgreSQL for a run of the tests: prints its address, ends when its input is closed. It waits for no disk; tests in
 * which the power goes start one of their own that does.
 */
const server = await start_embedded(process.argv[2] ?? '', undefined, ['fsync=off', 'full_page_writes=off'])
console.log(server.url('postgres'))
process.stdin.resume()
process.stdin.once('end', () => void server.stop().then(() => process.exit(0)))
