import {
  sample_dossier,
  sample_row,
  sample_tables,
  sign_dossier,
  write_dossier,
  type Row,
  type VisitTables,
} from '../../standards/bhyt-exchange/index.ts'
import type { SampleHouse } from '../../standards/sample-letters/index.ts'
import type { Sample } from './sample.ts'

const free = Object.fromEntries(
  ['T_THUOC', 'T_TONGCHI_BV', 'T_TONGCHI_BH', 'T_BNCCT', 'T_BHTT', 'T_BHTT_GDV'].map((name) => [name, '0']),
)

const without = (row: Row, ...names: string[]): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)))

/** What a record knows and billing does not. */
const book_tables = (house: Row): VisitTables => ({
  XML1: [{ ...without(sample_row, 'MA_NGHE_NGHIEP', 'MAHUYEN_CU_TRU'), ...free, ...house }],
  XML4: sample_tables.XML4 ?? [],
  XML8: [
    {
      ...{
        MA_LK: 'D-001',
        MA_LOAI_KCB: '03',
        NGAY_VAO: '202611191510',
        NGAY_RA: '202611200900',
        CHAN_DOAN_VAO: 'Viêm phổi',
      },
      ...{ CHAN_DOAN_RV: 'Viêm phổi thùy dưới', QT_BENHLY: 'Sốt 3 ngày, ho đờm', TOMTAT_KQ: 'Urê 6,4 mmol/L' },
      ...{ PP_DIEUTRI: 'Kháng sinh', KET_QUA_DTRI: '1', MA_TTDV: '2496001234', NGAY_CT: '20261120' },
    },
  ],
})

/** Files of the insurance's portal, whole and with one fault each; the codes are those of SUBMIT_RESULT. */
export const dossier_samples = async ({ code, seal }: SampleHouse): Promise<Sample[]> => {
  const house = { MA_CSKCB: code, MA_DKBD: code }
  const claim: VisitTables = { ...sample_tables, XML1: [{ ...sample_row, ...house }] }
  const text = (tables: VisitTables): string => write_dossier(sample_dossier(tables, code))
  const signed = (tables: VisitTables): Promise<Uint8Array> => sign_dossier(text(tables), seal)
  const changed = (changes: Row): Promise<Uint8Array> =>
    signed({ ...claim, XML1: [{ ...sample_row, ...house, ...changes }] })
  const file = (
    name: string,
    bytes: string | Uint8Array,
    vi: string,
    en: string,
    answer = '123 (kit mocks)',
  ): Sample => ({
    ...{ name: `bhyt/${name}.xml`, bytes, vi, en, answer },
  })
  const good = Buffer.from(await signed(claim)).toString('utf8')
  return [
    file('claim', good, 'hồ sơ đề nghị thanh toán, đủ trường', 'a whole claim', '200 (kit mocks)'),
    file(
      'health-book',
      await signed(book_tables(house)),
      'sổ sức khỏe: bảng 1, 4, 8, không tiền',
      'a health book: tables 1, 4, 8, no money',
      '200 (kit mocks)',
    ),
    file('unsigned', text(claim), 'chưa ký', 'not signed'),
    file('changed', good.replace('20261120', '20261121'), 'sửa sau khi ký', 'changed after it was signed'),
    file('cut', good.replace('<SOLUONGHOSO>1', '<SOLUONGHOSO>2'), 'ghi 2 hồ sơ, có 1', 'says two visits, holds one'),
    file('no-name', await changed({ HO_TEN: '' }), 'thiếu họ tên', 'no name'),
    file('wrong-date', await changed({ NGAY_RA: '20261120' }), 'thời điểm sai dạng', 'a moment in another form'),
    file(
      'wrong-sum',
      await changed({ T_THUOC: '1' }),
      'tổng tiền thuốc không bằng các dòng',
      'sum that its lines do not make',
    ),
    file('wrong-code', await changed({ GIOI_TINH: '9' }), 'mã không có trong danh mục', 'a code of no list'),
  ]
}
