import { find_fully_signed, type Forms } from '../../chart/medical-record/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { write_table, type Row, type TableId } from '../../standards/bhyt-exchange/index.ts'
import { text_of, type Resource } from '../../standards/fhir/index.ts'
import type { PackageItem } from '../../standards/record-package/index.ts'
import { to_xml14 } from '../reexam-letters/index.ts'
import { gather_letter, to_xml13, type Letter } from '../transfer-letters/index.ts'

type Table = { id: TableId; title: string; fields: (letter: Letter) => Row }

/** Tables 13 and 14 of QĐ 3176/QĐ-BYT 2024; the payer's category of a visit is for the insurance room to add. */
const tables: Record<string, Table> = {
  'chuyen-co-so': { id: 'XML13', title: 'XML13 giấy chuyển tuyến', fields: to_xml13 },
  'hen-kham-lai': {
    id: 'XML14',
    title: 'XML14 giấy hẹn khám lại',
    fields: (letter) => to_xml14(letter, { ma_doituong_kcb: '' }),
  },
}

const table_of = (sheet: Resource): Table | undefined =>
  Object.entries(tables).find(([slug]) => text_of(sheet['questionnaire'])?.includes(`/${slug}`))?.[1]

/** The letters of a stay as the insurance tables want them, of what everybody has signed. */
export const insurance_tables = async (unit: Unit, forms: Forms, sheets: Resource[]): Promise<PackageItem[]> => {
  const items: PackageItem[] = []
  for (const sheet of sheets) {
    const table = table_of(sheet)
    const found = table && (await find_fully_signed(unit, forms, sheet.id ?? ''))
    if (!table || !found?.is_signed) continue
    const bytes = Buffer.from(write_table(table.id, [table.fields(await gather_letter(unit, found))]))
    items.push({ what: 'other', title: table.title, content_type: 'application/xml', bytes })
  }
  return items
}
