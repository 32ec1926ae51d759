import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { open_terminology } from './fixtures.ts'
import { catalog_import_command } from './index.ts'

const { writer } = await open_terminology()

test('the console command imports a file, refuses a bad one with its lines, and explains itself', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-catalog-'))
  const path = join(dir, 'khoa.csv')
  const run = (more: string[] = []) =>
    writer.in_site((sql) =>
      catalog_import_command(
        [path, '--catalogue', 'route', '--version', '1', '--valid-from', '2026-01-01', ...more],
        sql,
      ),
    )
  try {
    writeFileSync(path, 'MA,TEN\n1.01,Uống\n1.01,Ngậm\n')
    const refused = await run()
    assert.equal(refused.exit_code, 1)
    assert.deepEqual(refused.lines, [
      'LỖI dòng 3: Mã 1.01 là “Uống” ở dòng 2 nhưng là “Ngậm” ở dòng này',
      'Không nhập dòng nào: hãy sửa tệp rồi nhập lại.',
    ])
    writeFileSync(path, 'MA,TEN\n1.01,Uống\n1.01,Uống \n')
    const done = await run()
    assert.deepEqual(done, {
      lines: ['Lưu ý dòng 3: Mã 1.01 lặp lại (đã có ở dòng 2), đã gộp làm một', 'route: 1 mã', 'Đã nhập xong.'],
      exit_code: 0,
    })
    assert.match((await run(['--name-column', 'x'])).lines.join(), /Không thấy cột “x”/)
    assert.equal((await run(['--unknown'])).exit_code, 2)
    assert.equal((await run(['--valid-to', '31/12/2026'])).exit_code, 1)
  } finally {
    rmSync(dir, { recursive: true })
  }
})
