import { ask_row, n, say, used, type Counts, type Judge, type Proof } from './proof.ts'

/** Of the stays of 30 days at least this part has a signed sheet: our own measure of "is really used". */
const share_min = 0.5

const with_sheets = (kind: 'inpatient' | 'outpatient', words: string): Judge =>
  used(
    [kind, `${kind}_signed`],
    (c) => n(c, kind) > 0 && n(c, `${kind}_signed`) >= share_min * n(c, kind),
    (c) =>
      n(c, kind) === 0
        ? `Không có ${words} nào trong 30 ngày qua`
        : `${say(c, `${kind}_signed`)} trong ${say(c, kind)} ${words} 30 ngày qua có tờ bệnh án ký số (cần ít nhất một nửa)`,
  )

const some = (name: string, yes: (c: Counts) => string, no: string): Judge =>
  used(
    [name],
    (c) => n(c, name) > 0,
    (c) => (n(c, name) > 0 ? yes(c) : no),
  )

/** What was written into records: stays, and the sheets signed in them. */
export const stays: Proof = {
  query: 'it-level/stays',
  ask: (sql, { facility, since }) =>
    ask_row(
      sql,
      `WITH sheet AS (
         SELECT DISTINCT r.id, split_part(r.body::jsonb #>> '{encounter,reference}', '/', 2) AS encounter,
           split_part(split_part(r.body::jsonb ->> 'questionnaire', '/Questionnaire/', 2), '|', 1) AS form
         FROM signing.document AS d JOIN record.resource AS r
           ON r.facility = d.facility AND r.type = 'QuestionnaireResponse' AND r.id = d.response
         WHERE d.facility = $1 AND d.step > 0 AND d.signed_at >= $2),
       stay AS (
         SELECT e.id, e.body::jsonb #>> '{class,code}' AS class, EXISTS (SELECT FROM sheet WHERE encounter = e.id) AS has_sheet
         FROM record.resource AS e
         WHERE e.facility = $1 AND e.type = 'Encounter' AND NOT e.deleted AND e.updated_at >= $2)
       SELECT count(*) FILTER (WHERE class = 'IMP') AS inpatient,
         count(*) FILTER (WHERE class = 'IMP' AND has_sheet) AS inpatient_signed,
         count(*) FILTER (WHERE class = 'AMB') AS outpatient,
         count(*) FILTER (WHERE class = 'AMB' AND has_sheet) AS outpatient_signed,
         count(*) AS stays,
         (SELECT count(*) FROM sheet) AS sheets,
         (SELECT count(*) FROM sheet WHERE form = '36-BV2') AS treatment_sheets,
         (SELECT count(*) FROM sheet WHERE form IN ('37-BV2', '38-BV2')) AS care_sheets,
         (SELECT count(*) FROM sheet WHERE form = 'hen-kham-lai') AS appointments,
         (SELECT count(*) FROM chart.bed_taken WHERE facility = $1) AS beds_taken
       FROM stay`,
      [facility, since],
    ),
  judges: {
    'T54-HIS-103': some(
      'stays',
      (c) => `${say(c, 'stays')} lượt khám, điều trị được tiếp nhận hoặc ghi tiếp trong 30 ngày qua`,
      'Không có lượt tiếp nhận nào trong 30 ngày qua',
    ),
    'T54-HIS-104': with_sheets('outpatient', 'lượt ngoại trú'),
    'T54-HIS-203': with_sheets('inpatient', 'đợt nội trú'),
    'T54-HIS-204': some(
      'beds_taken',
      (c) => `${say(c, 'beds_taken')} giường đang có người nằm trên sơ đồ buồng, giường`,
      'Không giường nào được ghi có người nằm',
    ),
    'T54-HIS-308': some(
      'appointments',
      (c) => `${say(c, 'appointments')} giấy hẹn khám lại ký số trong 30 ngày qua`,
      'Không có giấy hẹn khám lại nào được ký trong 30 ngày qua',
    ),
    'T54-SEC-10': some(
      'sheets',
      (c) => `${say(c, 'sheets')} tờ bệnh án ký số (PAdES) trong 30 ngày qua`,
      'Không có tờ bệnh án nào được ký số trong 30 ngày qua',
    ),
  },
}
