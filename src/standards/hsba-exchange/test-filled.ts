/** A record with every field filled, and told the same way wherever the format tells a fact twice. */
import type { HoSoBenhAn } from './index.ts'
import { group_fields } from './schema-2025-06.ts'
import type { Field } from './schema-field.ts'
import { shape_hsba } from './shape.ts'
import type { Tree } from './shape.ts'

const of_type: Record<string, string> = {
  date: '05/06/2025',
  birth_date: '05/06/1980',
  moment: '05/06/2025 07:08:09.010',
  digits: '001099012345',
  number: '37',
}

const filled = (field: Field): Tree | Tree[] | string => {
  if (field.kind === 'leaf') return of_type[field.type] ?? field.name
  const row = Object.fromEntries(field.fields.map((one) => [one.name, filled(one)]))
  return field.kind === 'list' ? [row] : row
}

export const filled_hsba = (): HoSoBenhAn => {
  const hsba = shape_hsba(Object.fromEntries(group_fields.map((group) => [group.name, filled(group)])))
  const { ThongTinBenhNhan: person, ThongTinVaoVien: admission, ThongTinDieuTri: treatment } = hsba
  for (const { name } of group_fields) hsba[name].sovaovien = '26.1'
  Object.assign(person, { gioitinh: 'Nữ', tuoi: '45', hotennguoithan: 'Chồng: Nguyễn Văn A', lydotiepnhan: 'Đau' })
  const allergy = { thongtin_noidung: 'Dị ứng: Penicillin', thongtin_giatri: '1', thongtin_ghichu: 'nổi mẩn' }
  person.tiensubenhtatcuabanthan = [{ thongtin_ma: '', ...allergy }]
  Object.assign(admission, {
    lydovaovien: person.lydotiepnhan,
    chuky_hoten: admission.bacsikhambenh,
    dieutritaikhoa: treatment.khoavaovien,
    madieutritaikhoa: treatment.khoavaovien_ma,
    chandoanvaovien: treatment.chandoanvaovien,
    khambenh_chandoanvaovienmaicd: treatment.chandoanvaovien_ma,
    chandoancuanoigioithieu: treatment.chandoantuyenduoi,
  })
  Object.assign(treatment, {
    khoadieutri: person.tenkhoa,
    khoadieutri_ma: person.makhoa,
    chandoan_ma: treatment.maicd,
    danhsachchuyenkhoa: [{ khoa: treatment.khoavaovien, tungay: treatment.ngaynhapkhoa, denngay: '06/06/2025' }],
  })
  for (const slip of [...hsba.YLenhThuocVatTu.danhsach, ...hsba.KetQuaXetNghiem.danhsach])
    slip.doituongbn = person.doituongbn_loai
  for (const slip of hsba.PhieuChiDinh.danhsach) {
    Object.assign(slip, { mucdochidinh: 'Cấp cứu', doituongbn: person.doituongbn_loai })
    for (const line of slip.danhsach) Object.assign(line, { loaichidinh: 'Xét nghiệm', loaimachidinh: 'laboratory' })
  }
  for (const line of hsba.KetQuaXetNghiem.danhsach[0]?.danhsach ?? [])
    Object.assign(line, { ketqua: '5.4', ketquabatthuong: '1' })
  for (const row of hsba.GiayChuyenVien.danhsach)
    Object.assign(row, { ngaychuyenvien: treatment.ngayravien, chandoan: treatment.chandoan, maicd: treatment.maicd })
  return hsba
}
