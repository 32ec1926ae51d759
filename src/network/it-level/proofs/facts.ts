import { ask_row, n, say, used, type Proof } from './proof.ts'

/** Structured facts of the record: what other programs can read. */
export const facts: Proof = {
  query: 'it-level/facts',
  ask: (sql, { facility, since }) =>
    ask_row(
      sql,
      `SELECT count(*) FILTER (WHERE type = 'Observation') AS observations,
         count(*) FILTER (WHERE type = 'DiagnosticReport') AS results,
         count(*) FILTER (WHERE type = 'Condition') AS diagnoses,
         count(*) FILTER (WHERE type = 'Condition' AND body LIKE '%http://hl7.org/fhir/sid/icd-10%') AS coded_diagnoses
       FROM record.resource WHERE facility = $1 AND type IN ('Observation', 'DiagnosticReport', 'Condition')
         AND updated_at >= $2 AND NOT deleted`,
      [facility, since],
    ),
  judges: {
    'T54-HIS-202': used(
      ['results'],
      (c) => n(c, 'results') > 0,
      (c) =>
        n(c, 'results') > 0
          ? `${say(c, 'results')} kết quả cận lâm sàng vào bệnh án trong 30 ngày qua`
          : 'Không có kết quả cận lâm sàng nào vào bệnh án trong 30 ngày qua',
    ),
    'T54-HIS-604': used(
      ['observations', 'diagnoses'],
      (c) => n(c, 'observations') > 0,
      (c) =>
        n(c, 'observations') > 0
          ? `Kho FHIR R4: ${say(c, 'observations')} chỉ số, ${say(c, 'diagnoses')} chẩn đoán có cấu trúc trong 30 ngày qua`
          : 'Không có dữ liệu có cấu trúc mới trong 30 ngày qua',
    ),
    'T54-NFR-10': used(
      ['diagnoses', 'coded_diagnoses'],
      (c) => n(c, 'coded_diagnoses') > 0,
      (c) =>
        n(c, 'coded_diagnoses') > 0
          ? `HL7 FHIR R4, ICD-10: ${say(c, 'coded_diagnoses')} trong ${say(c, 'diagnoses')} chẩn đoán 30 ngày qua có mã`
          : 'Không có chẩn đoán nào có mã ICD-10 trong 30 ngày qua',
    ),
  },
}
