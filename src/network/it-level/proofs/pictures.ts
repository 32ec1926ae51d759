import { ask_row, n, say, used, type Proof } from './proof.ts'

/** The house's PACS: whether one is set, and which studies went through it. */
export const pictures: Proof = {
  query: 'it-level/pictures',
  ask: (sql, { facility, since }) =>
    ask_row(
      sql,
      `SELECT
         (SELECT count(*) FROM imaging.pacs WHERE facility = $1) AS pacs,
         (SELECT count(DISTINCT study) FROM imaging.published WHERE facility = $1 AND made_at >= $2) AS published,
         (SELECT count(*) FROM imaging.fetched WHERE facility = $1 AND state = 'stored' AND at >= $2) AS fetched`,
      [facility, since],
    ),
  judges: {
    'T54-HIS-305': used(
      ['pacs', 'published', 'fetched'],
      (c) => n(c, 'pacs') > 0 && n(c, 'published') + n(c, 'fetched') > 0,
      (c) => {
        if (n(c, 'pacs') === 0) return 'Cơ sở chưa khai PACS; quản trị (IT) khai ở Liên thông › Cài đặt'
        return n(c, 'published') + n(c, 'fetched') === 0
          ? 'Đã khai PACS nhưng 30 ngày qua không có ca chụp nào đi qua'
          : `Nối PACS qua DICOMweb: ${say(c, 'published')} ca chụp có trong kết quả đã ký, ${say(c, 'fetched')} ca lấy từ cơ sở khác trong 30 ngày qua`
      },
    ),
  },
}
