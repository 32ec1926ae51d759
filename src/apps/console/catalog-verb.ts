import { catalog_import_command, catalog_import_usage } from '../../platform/terminology/index.ts'
import { Misuse, with_database, type Verb } from './verb.ts'

export const catalog_verb: Verb = {
  summary: 'nhập danh mục của Bộ Y tế (CSV, XLSX): dòng sai được liệt kê, không nhập dở dang',
  usage: catalog_import_usage,
  async run([act, ...args], desk) {
    if (act !== 'import') throw new Misuse(act === undefined ? 'Thiếu việc cần làm: import' : `Không hiểu “${act}”`)
    const result = await with_database(
      desk,
      (database) => database.in_site((sql) => catalog_import_command(args, sql)),
      'benhan_catalog',
    )
    result.lines.forEach((line) => desk.say(line))
    return result.exit_code
  },
}
