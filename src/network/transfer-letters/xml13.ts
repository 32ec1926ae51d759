import {
  coding_of,
  extension_url,
  find_extension,
  find_identifier,
  identifier_system,
  list_of,
  text_of,
} from '../../standards/fhir/index.ts'
import { local_time } from '../../base/time/index.ts'
import { option_words, text_answer, type Letter } from './gather.ts'

/** yyyyMMddHHmm; what is not known is zeros (QĐ 130/QĐ-BYT 2023). */
export const xml_moment = (value: string | undefined): string => {
  if (!value) return ''
  const local = value.length > 16 ? local_time(value) : value
  return local.replace(/\D/g, '').slice(0, 12).padEnd(12, '0')
}
export const xml_day = (value: string | undefined): string => (value ? xml_moment(value).slice(0, 8) : '')

const name_of = ({ patient }: Letter): string => text_of(list_of(patient['name'])[0]?.['text']) ?? ''

/** Danh mục GIOI_TINH: 1 nam, 2 nữ, 3 chưa xác định. */
const sex_of = ({ patient }: Letter): string =>
  patient['gender'] === 'male' ? '1' : patient['gender'] === 'female' ? '2' : '3'

const nation_of = ({ patient }: Letter): string => {
  const extension = find_extension(patient, extension_url.nationality)
  const { code } = coding_of(list_of(extension?.['extension'])[0]?.['valueCodeableConcept'])
  return code === undefined || code === 'VN' ? '000' : code
}

/** What XML13 and XML14 say alike of person, card and stay. */
export const shared_fields = (letter: Letter) => {
  const { answers, encounter, stay, author, custodian } = letter
  return {
    MA_LK: find_identifier(encounter, identifier_system.ma_lk) ?? '',
    MA_CSKCB: custodian.id ?? '',
    HO_TEN: name_of(letter),
    NGAY_SINH: xml_moment(text_of(letter.patient['birthDate'])),
    GIOI_TINH: sex_of(letter),
    MA_QUOCTICH: nation_of(letter),
    DIA_CHI: text_answer(answers, 'dia_chi'),
    MA_THE_BHYT: text_answer(answers, 'bhyt_so_the'),
    GT_THE_DEN: xml_day(text_answer(answers, 'bhyt_den')),
    NGAY_VAO: xml_moment(stay.admitted_at),
    NGAY_VAO_NOI_TRU: stay.kind === 'inpatient' ? xml_moment(stay.admitted_at) : '',
    NGAY_RA: xml_moment(stay.discharged_at),
    CHAN_DOAN_RV: [text_answer(answers, 'chan_doan'), text_answer(answers, 'benh_kem')].filter(Boolean).join(';'),
    MA_BENH_CHINH: text_answer(answers, 'chan_doan_ma'),
    MA_BENH_KT: text_answer(answers, 'benh_kem_ma'),
    MA_BENH_YHCT: '',
    MA_BAC_SI: find_identifier(author, identifier_system.cchn) ?? '',
    MA_TTDV: '',
    DU_PHONG: '',
  }
}

/** In the order of the table (QĐ 3176/QĐ-BYT 2024). MA_LOAI_RV 2: chuyển tuyến theo chuyên môn. */
export const to_xml13 = (letter: Letter) => {
  const shared = shared_fields(letter)
  const said = (item: string): string => text_answer(letter.answers, item)
  return {
    MA_LK: shared.MA_LK,
    SO_HOSO: said('so_ho_so'),
    SO_CHUYENTUYEN: said('so_chuyen'),
    GIAY_CHUYEN_TUYEN: letter.number,
    MA_CSKCB: shared.MA_CSKCB,
    MA_CSKCB_DI: shared.MA_CSKCB,
    MA_CSKCB_DEN: said('noi_den_ma'),
    HO_TEN: shared.HO_TEN,
    NGAY_SINH: shared.NGAY_SINH,
    GIOI_TINH: shared.GIOI_TINH,
    MA_QUOCTICH: shared.MA_QUOCTICH,
    MA_DANTOC: said('dan_toc_ma'),
    MA_NGHE_NGHIEP: said('nghe_nghiep_ma'),
    DIA_CHI: shared.DIA_CHI,
    MA_THE_BHYT: shared.MA_THE_BHYT,
    GT_THE_DEN: shared.GT_THE_DEN,
    NGAY_VAO: shared.NGAY_VAO,
    NGAY_VAO_NOI_TRU: shared.NGAY_VAO_NOI_TRU,
    NGAY_RA: shared.NGAY_RA || xml_moment(said('chuyen_luc')),
    DAU_HIEU_LS: said('dau_hieu_ls'),
    CHAN_DOAN_RV: shared.CHAN_DOAN_RV,
    QT_BENHLY: said('qua_trinh'),
    TOMTAT_KQ: said('ket_qua_cls'),
    PP_DIEUTRI: said('pp_dieu_tri'),
    MA_BENH_CHINH: shared.MA_BENH_CHINH,
    MA_BENH_KT: shared.MA_BENH_KT,
    MA_BENH_YHCT: shared.MA_BENH_YHCT,
    TINH_TRANG_CT: said('tinh_trang'),
    MA_LOAI_RV: said('ly_do') === '3' ? '5' : '2',
    MA_LYDO_CT: said('ly_do'),
    HUONG_DIEU_TRI: said('huong_dieu_tri'),
    PHUONGTIEN_VC: option_words(letter, 'phuong_tien'),
    HOTEN_NGUOI_HT: said('ho_tong_ten'),
    CHUCDANH_NGUOI_HT: said('ho_tong_chuc_danh'),
    MA_BAC_SI: shared.MA_BAC_SI,
    MA_TTDV: shared.MA_TTDV,
    DU_PHONG: shared.DU_PHONG,
  }
}
