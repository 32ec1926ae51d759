/** The eleven groups out of the resources of one stay. What the format cannot say is not here: see the extension. */
import { shape_hsba } from '../shape.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import { diagnosis_facts } from './diagnoses.ts'
import { drug_slips } from './drugs.ts'
import { order_slips } from './orders.ts'
import { person_from_fhir } from './person.ts'
import { procedure_rows } from './procedures.ts'
import { imaging_rows, lab_slips } from './results.ts'
import { answers_of, history_rows, organ_findings } from './sheets.ts'
import { names_of } from './source.ts'
import type { FhirRecord } from './source.ts'
import { referral_rows, stay_facts } from './stay.ts'
import { first_signs, vital_rows } from './vitals.ts'

/** Typed by what each part gives; `shape_hsba` fills the rest with empty strings and brings all text to NFC. */
export const groups_from_fhir = (record: FhirRecord): HoSoBenhAn => {
  const names = names_of(record)
  const stay = stay_facts(record, names)
  const diagnosis = diagnosis_facts(record)
  const answer = answers_of(record)
  const vitals = vital_rows(record)
  const first = first_signs(vitals)
  const { sovaovien } = stay
  return shape_hsba({
    ThongTinBenhNhan: {
      ...person_from_fhir(record),
      sovaovien,
      loaiba: stay.loaiba,
      soba: stay.soba,
      soluutru: stay.soluutru,
      makhoa: stay.khoa_ma,
      tenkhoa: stay.khoa,
      thoigianvaovien: stay.vaovien,
      buong: stay.buong,
      giuong: stay.giuong,
      doituongbn_loai: stay.doituong,
      lydotiepnhan: stay.lydo,
      noigioithieu_loai: stay.noigioithieu,
      tiensubenhtatcuabanthan: history_rows(record, answer('ts_ban_than')),
      tiensubenhtatcuagiadinh: answer('ts_gia_dinh'),
    },
    ThongTinVaoVien: {
      sovaovien,
      phongkham: record.facility.name,
      maphongkham: record.facility.code,
      bacsikhambenh: stay.bacsikham,
      mabacsikhambenh: stay.bacsikham_ma,
      chandoancuanoigioithieu: diagnosis.referral.text,
      chandoansobo: diagnosis.emergency.text,
      chandoanvaovien: diagnosis.admission.text,
      khambenh_chandoanvaovienmaicd: diagnosis.admission.code,
      dieutritaikhoa: stay.khoavao,
      madieutritaikhoa: stay.khoavao_ma,
      chuky_hoten: stay.bacsikham,
      denkhambenhluc: stay.vaovien,
      lydovaovien: answer('ly_do_vao_vien') || stay.lydo,
      quatrinhbenhly: answer('qua_trinh_benh_ly'),
      mach: first.mach,
      nhietdo: first.nhietdo,
      nhiptho: first.nhiptho,
      huyetap_tamthu: first.huyetap_cao,
      huyetap_tamtruong: first.huyetap_thap,
      cannang: first.cannang,
      chieucao: first.chieucao,
      khambenh_toanthan: answer('toan_than'),
      khambenh_caccoquan: organ_findings(answer),
    },
    ThongTinDieuTri: {
      sovaovien,
      bacsidieutri: stay.bacsidieutri,
      bacsidieutri_ma: stay.bacsidieutri_ma,
      khoadieutri_ma: stay.khoa_ma,
      khoadieutri: stay.khoa,
      giuong_ma: stay.giuong_ma,
      giuong: stay.giuong,
      khoavaovien_ma: stay.khoavao_ma,
      khoavaovien: stay.khoavao,
      ngaynhapkhoa: stay.ngayvaokhoa,
      ngayravien: stay.ravien,
      tongsongaydieutri: stay.songay,
      chandoan: diagnosis.discharge.text,
      chandoan_ma: diagnosis.discharge.code,
      chandoanvaovien: diagnosis.admission.text,
      chandoanvaovien_ma: diagnosis.admission.code,
      chandoantuyenduoi: diagnosis.referral.text,
      chandoantuyenduoi_ma: diagnosis.referral.code,
      maicd: diagnosis.discharge.code,
      tenicd: diagnosis.discharge.name,
      maicd_khac: diagnosis.comorbid.codes,
      tenicd_khac: diagnosis.comorbid.names,
      tomtat: answer('tom_tat_ba'),
      tienluong: answer('tien_luong'),
      huongdieutri: answer('tk_huong_dtr') || answer('huong_dtr'),
      danhsachchuyenkhoa: stay.chuyenkhoa,
      danhsachsinhhieu: vitals,
      tinhtrangravien: { ketquadieutri: stay.ketqua, loidanbacsi: '' },
    },
    YLenhThuocVatTu: { sovaovien, danhsach: drug_slips(record, names, stay) },
    PhieuChiDinh: { sovaovien, danhsach: order_slips(record, names, stay) },
    KetQuaChanDoanHinhAnh: { sovaovien, danhsach: imaging_rows(record, names) },
    KetQuaXetNghiem: { sovaovien, danhsach: lab_slips(record, names, stay) },
    GiayChuyenVien: { sovaovien, danhsach: referral_rows(stay, diagnosis.discharge) },
    HoSoCapCuu: { sovaovien },
    PhieuThuThuat: { sovaovien, danhsach: procedure_rows(record, names, 'procedure') },
    PhieuPhauThuat: { sovaovien, danhsach: procedure_rows(record, names, 'surgery') },
  })
}
