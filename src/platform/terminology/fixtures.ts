import { after } from 'node:test'
import { open_database, type Sql } from '../database/index.ts'
import { test_database } from '../database/test-database.ts'
import { import_catalogue, type ImportReport, type ImportRequest } from './index.ts'

/** For this room's tests: a database of its own, read as the server does and written as the import does. */
export const open_terminology = async () => {
  const { database, url } = await test_database()
  const writer = open_database(url, { role: 'benhan_catalog', connections_max: 2 })
  after(() => writer.close())
  return {
    writer,
    read: <T>(work: (sql: Sql) => Promise<T>): Promise<T> => database.in_site(work),
    run_import: (more: Partial<ImportRequest>): Promise<ImportReport> =>
      writer.in_site((sql) => import_catalogue(sql, import_request(more))),
  }
}

export const text_bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export const import_request = (more: Partial<ImportRequest>): ImportRequest => ({
  catalogue: 'icd10',
  version: 'v1',
  valid_from: '2026-07-01',
  source: 'test',
  filename: 'a.csv',
  bytes: text_bytes(''),
  ...more,
})

/** A small tree in the shape of TT 06/2026, with its faults: NFD names, †, blanks, one line twice, a slash for a dot. */
const tree_header =
  'chapter_code,chapter_name,section_code,section_name,disease_id,disease_code,disease_name,type_code,type_name,level3_code,level3_name,level4_code,level4_name,include,exclude,note'
const leaf = (code: string, name: string, type = '', type_name = '', level3 = '', level3_name = ''): string =>
  `X,Bệnh hệ hô hấp,J09,Cúm và viêm phổi,x,${code},"${name}",${type},${type_name},${level3},${level3_name},,,,,`
export const tree = [
  tree_header,
  leaf('J13', 'Viêm phổi do phế cầu'),
  leaf('J13', 'Viêm  phổi do phế cầu '.normalize('NFD')),
  leaf('J15.0', 'Viêm phổi do Klebsiella', 'J15', 'Viêm phổi do vi khuẩn'),
  leaf('J15.9', 'Viêm phổi do vi khuẩn, không xác định', 'J15', 'Viêm phổi do vi khuẩn'),
  leaf('J18.1', 'Viêm phổi thuỳ, không xác định', 'J18', 'Viêm phổi'),
  leaf('J18.9', 'Viêm phổi, không xác định', 'J18', 'Viêm phổi'),
  leaf('J17.0*', 'Viêm phổi trong bệnh nhiễm khuẩn', 'J17', 'Viêm phổi trong bệnh khác'),
  leaf('A17.0†', 'Viêm màng não do lao (G01*)', 'A17', 'Lao hệ thần kinh'),
  leaf('M05.34†', 'Viêm khớp dạng thấp, bàn tay', 'M05', 'Bệnh lý viêm đa khớp', 'M05', 'Viêm khớp dạng thấp'),
  leaf('M06.94', 'Viêm khớp, bàn tay', 'M05', 'Bệnh lý viêm đa khớp', 'M06', 'Viêm khớp khác'),
  leaf('U13/9', 'Tình trạng khác'),
  leaf('C61', 'U ác của tuyến tiền liệt'),
  leaf('O80.0', 'Đẻ thường ngôi chỏm', 'O80', 'Đẻ thường'),
  leaf('B90.9', 'Di chứng do lao', 'B90', 'Di chứng do lao'),
  leaf('P95', 'Thai chết không rõ nguyên nhân'),
  leaf('S02', 'Phôi vỡ (chữ để thử dấu)'),
].join('\n')
const flags = JSON.stringify({
  J15: { coMaBonHoacNamKyTuCuTheHon: true },
  J18: { coMaBonHoacNamKyTuCuTheHon: true },
  J170: { camBenhChinh: true },
  C61: { chuYeuNamGioi: true },
  O800: { chuYeuNuGioi: true },
  B909: { khongKhuyenKhichBenhChinh: true },
  P95: { chiMaHoaNguyenNhanTuVong: true },
})

/** The tree and its flags as one import. */
export const tree_import: Partial<ImportRequest> = {
  version: 'TT 06/2026',
  bytes: text_bytes(tree),
  filename: 'tree.csv',
  more_files: [{ bytes: text_bytes(flags), filename: 'flags.json' }],
}
