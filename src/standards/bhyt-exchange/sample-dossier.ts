import type { Dossier, Row, VisitTables } from './dossier.ts'

/** A made-up inpatient visit, whole by the portal's own sheet: for tests and for the conformance kit. */
export const sample_row: Row = {
  ...{ MA_LK: 'D-001', STT: '1', MA_BN: '26000001', HO_TEN: 'Nguyễn Thị Mẫu', SO_CCCD: '024168001234' },
  ...{ NGAY_SINH: '196800000000', GIOI_TINH: '2', MA_QUOCTICH: '000', MA_DANTOC: '01', MA_NGHE_NGHIEP: '61110' },
  ...{
    DIA_CHI: 'Thôn Đông, Phường Bắc Giang, Bắc Ninh',
    MATINH_CU_TRU: '24',
    MAHUYEN_CU_TRU: '000',
    MAXA_CU_TRU: '07210',
  },
  ...{ MA_THE_BHYT: 'GD4242412345678', MA_DKBD: '24012', GT_THE_TU: '20260101', GT_THE_DEN: '20261231' },
  ...{ LY_DO_VV: 'Sốt, ho', LY_DO_VNT: 'Viêm phổi', CHAN_DOAN_VAO: 'Viêm phổi', CHAN_DOAN_RV: 'Viêm phổi thùy dưới' },
  ...{ MA_BENH_CHINH: 'J18.1', MA_DOITUONG_KCB: '1.1', NGAY_VAO: '202611191510', NGAY_VAO_NOI_TRU: '202611191600' },
  ...{ NGAY_RA: '202611200900', SO_NGAY_DTRI: '2', KET_QUA_DTRI: '1', MA_LOAI_RV: '1', T_THUOC: '20000', T_VTYT: '0' },
  ...{ T_TONGCHI_BV: '120000', T_TONGCHI_BH: '120000', T_BNTT: '0', T_BNCCT: '24000', T_BHTT: '96000' },
  ...{ T_NGUONKHAC: '0', T_BHTT_GDV: '96000', NAM_QT: '2026', THANG_QT: '11', MA_LOAI_KCB: '03', MA_KHOA: 'K03' },
  ...{ MA_CSKCB: '24012', CAN_NANG: '54.0', MA_HSBA: '26.000001' },
}

const money: Row = {
  ...{ T_NGUONKHAC_NSNN: '0', T_NGUONKHAC_VTNN: '0', T_NGUONKHAC_VTTN: '0', T_NGUONKHAC_CL: '0', T_NGUONKHAC: '0' },
  ...{ MUC_HUONG: '80', T_BNTT: '0', PHAM_VI: '1', TYLE_TT_BH: '100', MA_PTTT: '1', MA_KHOA: 'K03' },
  ...{ MA_BAC_SI: '000111/BG-CCHN', NGAY_YL: '202611191600', MA_LK: 'D-001' },
}

export const sample_tables: VisitTables = {
  XML1: [sample_row],
  XML2: [
    {
      ...money,
      ...{
        STT: '1',
        MA_THUOC: '40.154',
        MA_NHOM: '4',
        TEN_THUOC: 'Amoxicilin',
        DON_VI_TINH: 'viên',
        HAM_LUONG: '500mg',
      },
      ...{ DUONG_DUNG: '1.01', LIEU_DUNG: '1 viên * 2 lần/ngày * 5 ngày', SO_DANG_KY: 'VD-1', TT_THAU: '1;G1;N1;2026' },
      ...{ SO_LUONG: '10', DON_GIA: '2000', THANH_TIEN_BV: '20000', THANH_TIEN_BH: '20000', T_BNCCT: '4000' },
      ...{ T_BHTT: '16000', NGUON_CTRA: '1' },
    },
  ],
  XML3: [
    {
      ...money,
      ...{ STT: '1', MA_DICH_VU: '23.0166.1494', MA_NHOM: '1', TEN_DICH_VU: 'Định lượng urê', DON_VI_TINH: 'Lần' },
      ...{ SO_LUONG: '1', DON_GIA_BV: '100000', DON_GIA_BH: '100000', TYLE_TT_DV: '100', THANH_TIEN_BV: '100000' },
      ...{ THANH_TIEN_BH: '100000', T_BNCCT: '20000', T_BHTT: '80000', NGUOI_THUC_HIEN: '000222/BG-CCHN' },
      ...{ MA_BENH: 'J18.1', NGAY_TH_YL: '202611191610' },
    },
  ],
  XML4: [
    {
      ...{ MA_LK: 'D-001', STT: '1', MA_DICH_VU: '23.0166.1494', TEN_CHI_SO: 'Urê', GIA_TRI: '6,4' },
      ...{ DON_VI_DO: 'mmol/L', NGAY_KQ: '202611191700' },
    },
  ],
}

/** @param facility whose file it is; the visit itself says the same */
export const sample_dossier = (tables: VisitTables = sample_tables, facility = '24012'): Dossier => ({
  ...{ facility, made_on: '20261120', visits: [tables] },
})
