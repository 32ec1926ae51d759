/** Answers that complete 01/BV1: every box that is due and not filled from the store. */
export const clinical_answers = {
  ly_do_vao_vien: 'Sốt, ho, khó thở',
  qua_trinh_benh_ly: 'Bệnh diễn biến 3 ngày: sốt 38–39 °C, ho đờm đục, khó thở tăng dần.',
  ts_ban_than: 'Tăng huyết áp 5 năm, điều trị thường xuyên.',
  toan_than: 'Tỉnh, tiếp xúc tốt. Da niêm mạc hồng. Không phù.',
  mach: '96',
  nhiet_do: '38.4',
  huyet_ap: '150/90',
  nhip_tho: '24',
  can_nang: '54.0',
  cq_ho_hap: 'Lồng ngực cân đối, rì rào phế nang giảm đáy phổi phải, ran nổ đáy phổi phải.',
  tom_tat_ba: 'Bệnh nhân nữ 58 tuổi, hội chứng nhiễm trùng, hội chứng đông đặc đáy phổi phải.',
  huong_dieu_tri: 'Kháng sinh, hạ sốt, theo dõi SpO2.',
  ngay_lam_ba: '2026-11-19',
  dac_diem_lien_quan: [{ ky_hieu: true, thoi_gian: 'Penicillin' }, {}, {}, {}, {}, {}],
}
