import type { Profile, Row } from './dossier.ts'
import type { TableId } from './definitions.ts'

type When = (row: Row, visit: Row, profile: Profile) => boolean

const said = (row: Row, name: string): string => row[name] ?? ''
const has =
  (name: string): When =>
  (row) =>
    said(row, name) !== ''
const is =
  (name: string, ...values: string[]): When =>
  (row) =>
    values.includes(said(row, name))
/** The dossier asks the insurance to pay. */
const is_claimed: When = (_row, visit, profile) => profile === 'claim' && said(visit, 'MA_DOITUONG_KCB') !== '9'
const is_aborted = is('MA_DINH_CHI_THAI', '1')
const has_leave: When = (row) =>
  ['SO_NGAY_NGHI', 'NGOAITRU_TUNGAY', 'NGOAITRU_DENNGAY'].some((name) => said(row, name) !== '')
/** Oxygen, NO and blood have no registration number (tables.json, SO_DANG_KY). */
const has_registration: When = (row, _visit, profile) =>
  profile === 'claim' &&
  !['40.17', '40.573'].includes(said(row, 'MA_THUOC')) &&
  !['7', '17'].includes(said(row, 'MA_NHOM'))
const is_done_here: When = (row) =>
  ['1', '2', '3', '8', '18'].includes(said(row, 'MA_NHOM')) && !said(row, 'MA_DICH_VU').includes('.K.')

/** When a conditional field is due, of the tables whose words say it without doubt. */
const conditions: Partial<Record<TableId, Record<string, When>>> = {
  XML1: {
    MA_THE_BHYT: is_claimed,
    MA_DKBD: is_claimed,
    GT_THE_TU: is_claimed,
    LY_DO_VNT: has('NGAY_VAO_NOI_TRU'),
    MA_NOI_DEN: is('MA_LOAI_RV', '2', '5'),
    MA_NOI_DI: is('MA_DOITUONG_KCB', '1.3'),
  },
  XML2: { SO_DANG_KY: has_registration, TT_THAU: (row) => !['7', '17'].includes(said(row, 'MA_NHOM')) },
  XML3: {
    MA_DICH_VU: (row) => said(row, 'MA_VAT_TU') === '',
    MA_VAT_TU: is('MA_NHOM', '10'),
    TEN_VAT_TU: has('MA_VAT_TU'),
    TEN_DICH_VU: (row) => said(row, 'MA_VAT_TU') === '',
    MA_XANG_DAU: is('MA_NHOM', '12'),
    TT_THAU: is('MA_NHOM', '10'),
    NGUOI_THUC_HIEN: is_done_here,
    NGAY_TH_YL: is_done_here,
  },
  XML4: { NGAY_KQ: has('GIA_TRI') },
  XML7: {
    NGUYENNHAN_DINHCHI: is_aborted,
    THOIGIAN_DINHCHI: is_aborted,
    TUOI_THAI: is_aborted,
    SO_NGAY_NGHI: has_leave,
    NGOAITRU_TUNGAY: has_leave,
    NGOAITRU_DENNGAY: has_leave,
  },
  XML11: { NGUYENNHAN_DINHCHI: is_aborted, TUOI_THAI: is_aborted },
}

/** @param visit the row of XML1 */
export const is_due = (table: TableId, field: string, row: Row, visit: Row, profile: Profile): boolean =>
  conditions[table]?.[field]?.(row, visit, profile) ?? false
