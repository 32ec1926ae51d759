import { shared_fields, text_answer, xml_day, type Letter } from '../transfer-letters/index.ts'

/** MA_DOITUONG_KCB of a re-examination is decided by the insurance room, which knows the visit's payer. */
export const to_xml14 = (letter: Letter, payer: { ma_doituong_kcb: string }) => {
  const shared = shared_fields(letter)
  return {
    MA_LK: shared.MA_LK,
    SO_GIAYHEN_KL: letter.number,
    MA_CSKCB: shared.MA_CSKCB,
    HO_TEN: shared.HO_TEN,
    NGAY_SINH: shared.NGAY_SINH,
    GIOI_TINH: shared.GIOI_TINH,
    DIA_CHI: shared.DIA_CHI,
    MA_THE_BHYT: shared.MA_THE_BHYT,
    GT_THE_DEN: shared.GT_THE_DEN,
    NGAY_VAO: shared.NGAY_VAO,
    NGAY_VAO_NOI_TRU: shared.NGAY_VAO_NOI_TRU,
    NGAY_RA: shared.NGAY_RA,
    NGAY_HEN_KL: xml_day(text_answer(letter.answers, 'hen_ngay')),
    CHAN_DOAN_RV: shared.CHAN_DOAN_RV,
    MA_BENH_CHINH: shared.MA_BENH_CHINH,
    MA_BENH_KT: shared.MA_BENH_KT,
    MA_BENH_YHCT: shared.MA_BENH_YHCT,
    MA_DOITUONG_KCB: payer.ma_doituong_kcb,
    MA_BAC_SI: shared.MA_BAC_SI,
    MA_TTDV: shared.MA_TTDV,
    NGAY_CT: xml_day(letter.signed_at),
    DU_PHONG: shared.DU_PHONG,
  }
}
