import { drug_import_command, drug_import_usage } from '../../departments/prescribing/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { catalog_import_command, catalog_import_usage, type CommandResult } from '../../platform/terminology/index.ts'
import { Misuse, with_database, type Verb } from './verb.ts'

const acts: Record<string, (args: string[], sql: Sql) => Promise<CommandResult>> = {
  import: catalog_import_command,
  'import-drugs': (args, sql) => drug_import_command('products', args, sql),
  'import-interactions': (args, sql) => drug_import_command('interactions', args, sql),
}

export const catalog_verb: Verb = {
  summary: 'nhập danh mục (Bộ Y tế, thuốc, cặp tương tác): dòng sai được liệt kê, không nhập dở dang',
  usage: [...catalog_import_usage, ...drug_import_usage],
  async run([act, ...args], desk) {
    const command = acts[act ?? '']
    const known = Object.keys(acts).join(', ')
    if (!command)
      throw new Misuse(act === undefined ? `Thiếu việc cần làm: ${known}` : `Không hiểu “${act}”; có: ${known}`)
    const result = await with_database(
      desk,
      (database) => database.in_site((sql) => command(args, sql)),
      'benhan_catalog',
    )
    result.lines.forEach((line) => desk.say(line))
    return result.exit_code
  },
}
