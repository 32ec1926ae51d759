import { ask_row, n, say, used, type Proof } from './proof.ts'

/** Lists in force, imported from the Ministry's own files; the short lists that come with the program do not count. */
export const catalogues: Proof = {
  query: 'it-level/catalogues',
  ask: (sql, { facility, since, day }) =>
    ask_row(
      sql,
      `SELECT
         (SELECT count(DISTINCT catalogue) FROM terminology.catalogue_version
            WHERE NOT is_starter AND valid_from <= $3::date AND (valid_to IS NULL OR valid_to >= $3::date)) AS catalogues,
         (SELECT count(*) FROM drug.list WHERE kind = 'interactions' AND NOT is_starter
            AND valid_from <= $3::date AND (valid_to IS NULL OR valid_to >= $3::date)) AS interaction_lists,
         (SELECT count(*) FROM drug.interaction) AS interactions,
         (SELECT count(*) FROM prescribing.prescription WHERE facility = $1 AND signed_at >= $2) AS prescriptions`,
      [facility, since, day],
    ),
  judges: {
    'T54-HIS-102': used(
      ['catalogues'],
      (c) => n(c, 'catalogues') > 0,
      (c) =>
        n(c, 'catalogues') > 0
          ? `${say(c, 'catalogues')} danh mục dùng chung đã nạp, đang có hiệu lực`
          : 'Mới có danh mục rút gọn đi kèm phần mềm; nạp danh mục đầy đủ của Bộ Y tế',
    ),
    'T54-HIS-402': used(
      ['interaction_lists', 'interactions', 'prescriptions'],
      (c) => n(c, 'interaction_lists') > 0 && n(c, 'prescriptions') > 0,
      (c) =>
        n(c, 'interaction_lists') === 0
          ? `Chưa nạp danh mục tương tác thuốc (QĐ 5948/QĐ-BYT); mới có ${say(c, 'interactions')} cặp rút gọn đi kèm phần mềm`
          : n(c, 'prescriptions') === 0
            ? 'Không có đơn thuốc nào được ký trong 30 ngày qua, nên cảnh báo chưa dùng tới'
            : `${say(c, 'prescriptions')} đơn thuốc ký trong 30 ngày qua đã qua ${say(c, 'interactions')} cặp tương tác`,
    ),
  },
}
