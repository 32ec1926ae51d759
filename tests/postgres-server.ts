import { start_embedded } from '../src/platform/database/index.ts'

/** One PostgreSQL for a run of the tests: prints its address, ends when its input is closed. */
const server = await start_embedded(process.argv[2] ?? '')
console.log(server.url('postgres'))
process.stdin.resume()
process.stdin.once('end', () => void server.stop().then(() => process.exit(0)))
