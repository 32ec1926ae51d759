/** [name, LOINC or '' where we are not sure, unit shown, UCUM, low, high, decimals, panel] */
type Row = readonly [
  name: string,
  loinc: string,
  unit: string,
  ucum: string,
  low: number,
  high: number,
  decimals: number,
  panel: Panel,
]
export type Panel = 'cbc' | 'biochemistry' | 'urine' | 'coagulation' | 'rapid'

export const panel_names: Record<Panel, string> = {
  cbc: 'Tổng phân tích tế bào máu ngoại vi',
  biochemistry: 'Sinh hóa máu',
  urine: 'Tổng phân tích nước tiểu',
  coagulation: 'Đông máu cơ bản',
  rapid: 'Xét nghiệm nhanh',
}

export const lab_tests = {
  wbc: ['WBC (Bạch cầu)', '6690-2', 'G/L', '10*9/L', 4, 10, 1, 'cbc'],
  neut: ['NEU% (Bạch cầu trung tính)', '770-8', '%', '%', 45, 75, 1, 'cbc'],
  lymph: ['LYM% (Lympho)', '736-9', '%', '%', 20, 45, 1, 'cbc'],
  rbc: ['RBC (Hồng cầu)', '789-8', 'T/L', '10*12/L', 3.9, 5.4, 2, 'cbc'],
  hgb: ['HGB (Huyết sắc tố)', '718-7', 'g/L', 'g/L', 120, 160, 0, 'cbc'],
  hct: ['HCT (Hematocrit)', '4544-3', '%', '%', 36, 47, 1, 'cbc'],
  plt: ['PLT (Tiểu cầu)', '777-3', 'G/L', '10*9/L', 150, 400, 0, 'cbc'],
  glucose: ['Glucose', '14749-6', 'mmol/L', 'mmol/L', 3.9, 6.4, 1, 'biochemistry'],
  urea: ['Ure', '22664-7', 'mmol/L', 'mmol/L', 2.5, 7.5, 1, 'biochemistry'],
  creatinine: ['Creatinin', '14682-9', 'µmol/L', 'umol/L', 53, 110, 0, 'biochemistry'],
  ast: ['AST (GOT)', '1920-8', 'U/L', 'U/L', 5, 40, 0, 'biochemistry'],
  alt: ['ALT (GPT)', '1742-6', 'U/L', 'U/L', 5, 41, 0, 'biochemistry'],
  sodium: ['Natri', '2951-2', 'mmol/L', 'mmol/L', 135, 145, 0, 'biochemistry'],
  potassium: ['Kali', '2823-3', 'mmol/L', 'mmol/L', 3.5, 5, 1, 'biochemistry'],
  chloride: ['Clo', '2075-0', 'mmol/L', 'mmol/L', 98, 106, 0, 'biochemistry'],
  crp: ['CRP', '1988-5', 'mg/L', 'mg/L', 0, 5, 1, 'biochemistry'],
  hba1c: ['HbA1c', '4548-4', '%', '%', 4, 6, 1, 'biochemistry'],
  cholesterol: ['Cholesterol toàn phần', '14647-2', 'mmol/L', 'mmol/L', 3.1, 5.2, 1, 'biochemistry'],
  triglyceride: ['Triglycerid', '14927-8', 'mmol/L', 'mmol/L', 0.5, 1.7, 1, 'biochemistry'],
  ldl: ['LDL-C', '22748-8', 'mmol/L', 'mmol/L', 1.5, 3.4, 1, 'biochemistry'],
  bilirubin: ['Bilirubin toàn phần', '14631-6', 'µmol/L', 'umol/L', 3, 17, 1, 'biochemistry'],
  uric_acid: ['Acid uric', '14933-6', 'µmol/L', 'umol/L', 150, 420, 0, 'biochemistry'],
  albumin: ['Albumin', '1751-7', 'g/L', 'g/L', 35, 50, 1, 'biochemistry'],
  troponin: ['Troponin T hs', '67151-1', 'ng/L', 'ng/L', 0, 14, 0, 'biochemistry'],
  bnp: ['NT-proBNP', '33762-6', 'pg/mL', 'pg/mL', 0, 125, 0, 'biochemistry'],
  lactate: ['Lactat', '2524-7', 'mmol/L', 'mmol/L', 0.5, 2, 1, 'biochemistry'],
  procalcitonin: ['Procalcitonin', '33959-8', 'ng/mL', 'ng/mL', 0, 0.5, 2, 'biochemistry'],
  inr: ['INR', '6301-6', '', '{INR}', 0.8, 1.2, 2, 'coagulation'],
  fibrinogen: ['Fibrinogen', '3255-7', 'g/L', 'g/L', 2, 4, 1, 'coagulation'],
  urine_leukocyte: ['Bạch cầu niệu', '', '', '', 0, 0, 0, 'urine'],
  urine_nitrite: ['Nitrit', '', '', '', 0, 0, 0, 'urine'],
  urine_protein: ['Protein niệu', '', '', '', 0, 0, 0, 'urine'],
  urine_blood: ['Hồng cầu niệu', '', '', '', 0, 0, 0, 'urine'],
  ns1: ['Dengue NS1 Ag', '', '', '', 0, 0, 0, 'rapid'],
  influenza: ['Cúm A/B test nhanh', '', '', '', 0, 0, 0, 'rapid'],
  hbsag: ['HBsAg test nhanh', '', '', '', 0, 0, 0, 'rapid'],
} as const satisfies Record<string, Row>

export type LabCode = keyof typeof lab_tests

/** Done for nearly everybody who stays. */
export const usual_labs: LabCode[] = ['wbc', 'neut', 'hgb', 'hct', 'plt', 'glucose', 'urea', 'creatinine', 'ast', 'alt']

export const flag_of = (value: number, low: number, high: number): 'L' | 'H' | 'N' | 'LL' | 'HH' =>
  value < low ? (value < low * 0.6 ? 'LL' : 'L') : value > high ? (value > high * 3 ? 'HH' : 'H') : 'N'
