/** A hub's walk in a process of its own, to be killed: `node tests/board-walk-process.ts <url> <rows a statement>` */
import { walk_once } from '../src/network/monitor/index.ts'
import { open_database } from '../src/platform/database/index.ts'

const [url = '', batch = ''] = process.argv.slice(2)
const database = open_database(url, { connections_max: 1 })
await walk_once(database, '24SYT', Number(batch))
await database.close()
