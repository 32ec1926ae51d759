/** Kinds of houses as the register has them (deployment/directory), in words for paper; '' where it does not say. */
export const sort_names: Readonly<Record<string, string>> = {
  ...{ general: 'Bệnh viện đa khoa', specialised: 'Bệnh viện chuyên khoa', traditional: 'Bệnh viện y học cổ truyền' },
  ...{ centre: 'Trung tâm y tế', polyclinic: 'Phòng khám đa khoa', station: 'Trạm y tế', other: 'Loại khác' },
  '': 'Chưa ghi loại hình',
}
