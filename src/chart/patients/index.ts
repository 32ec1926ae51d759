export { register_patient, format_patient_code } from './register-patient.ts'
export { find_patients } from './find-patients.ts'
export { to_hit, age_text, name_of_patient, gender_of } from './patient-hit.ts'
export { check_registration } from './check-registration.ts'
