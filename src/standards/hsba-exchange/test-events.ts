/** What happened during the invented stay of test-record.ts. */
import type { FhirRecord } from './index.ts'
import { condition, doctor, lab, vital } from './test-parts.ts'

type Events = Pick<
  FhirRecord,
  | 'conditions'
  | 'observations'
  | 'allergies'
  | 'diagnostic_reports'
  | 'service_requests'
  | 'medication_requests'
  | 'procedures'
>

export const sample_events = (): Events => ({
  conditions: [
    condition('d1', 'admission', 'R10.4', 'Đau bụng khác', 'Đau bụng chưa rõ nguyên nhân'),
    condition('d2', 'discharge', 'K29.7', 'Viêm dạ dày', 'Viêm dạ dày cấp'),
    condition('d3', 'discharge-comorbid', 'I10', 'Tăng huyết áp', 'Tăng huyết áp'),
    condition('d4', 'discharge-comorbid', 'E11', 'Đái tháo đường týp 2', 'ĐTĐ týp 2'),
  ],
  observations: [
    vital('v1', '8867-4', 88, '/min', '2026-03-01T22:10:00+07:00'),
    vital('v2', '8310-5', 37.2, 'Cel', '2026-03-01T22:10:00+07:00'),
    vital('v3', '8867-4', 80, '/min', '2026-03-02T08:00:00+07:00'),
    vital('v4', '8310-5', 99, '[degF]', '2026-03-02T08:00:00+07:00'),
    { ...vital('v5', '8867-4', 999, '/min', '2026-03-02T09:00:00+07:00'), status: 'entered-in-error' },
    lab('x1', '1000123', 'Glucose', 7.8, 'mmol/L'),
    lab('x2', '1000124', 'Glucose sau ăn', 9.1, 'mmol/L'),
  ],
  allergies: [{ resourceType: 'AllergyIntolerance', id: 'a1', code: { text: 'Penicillin' } }],
  diagnostic_reports: [
    {
      resourceType: 'DiagnosticReport',
      id: 'r1',
      status: 'final',
      issued: '2026-03-02T07:15:00.250+07:00',
      category: [{ coding: [{ code: 'LAB' }] }],
      code: { text: 'Sinh hoá máu' },
      identifier: [{ value: 'XN.1' }],
      basedOn: [{ reference: 'ServiceRequest/o1' }],
      result: [{ reference: 'Observation/x1' }],
    },
    {
      resourceType: 'DiagnosticReport',
      id: 'r2',
      status: 'final',
      effectiveDateTime: '2026-03-02T09:00:00+07:00',
      category: [{ coding: [{ code: 'RAD' }] }],
      code: { text: 'Siêu âm ổ bụng' },
      conclusion: '- Bình thường\r\n<ổ bụng>',
    },
  ],
  service_requests: [
    {
      resourceType: 'ServiceRequest',
      id: 'o1',
      authoredOn: '2026-03-01T22:20:00+07:00',
      requester: doctor,
      requisition: { value: 'CD.1' },
      category: [{ coding: [{ code: 'laboratory' }] }],
      priority: 'stat',
      code: { coding: [{ code: '23.0075' }], text: 'Định lượng Glucose' },
      reasonCode: [{ text: 'Đau bụng' }],
    },
  ],
  medication_requests: [
    {
      resourceType: 'MedicationRequest',
      id: 'm1',
      authoredOn: '2026-03-02',
      requester: doctor,
      medicationCodeableConcept: { coding: [{ code: '40.677' }], text: 'Omeprazol 20mg' },
      dosageInstruction: [{ text: 'Uống 1 viên trước ăn sáng 30 phút' }],
      dispenseRequest: { quantity: { value: 14, unit: 'Viên' } },
    },
  ],
  procedures: [
    {
      resourceType: 'Procedure',
      id: 'pp1',
      code: { text: 'Nội soi dạ dày' },
      performedDateTime: '2026-03-03T09:00:00+07:00',
    },
    { resourceType: 'Procedure', id: 'pp2', code: { text: 'Cắt ruột thừa' }, category: { text: 'Phẫu thuật' } },
  ],
})
