import { fail, type Issue } from '../../base/outcome/index.ts'
import { age_on } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { lookup_codes, validate_diagnosis, type DiagnosisUse } from '../../platform/terminology/index.ts'
import { text_of, type Resource } from '../../standards/fhir/index.ts'
import type { DiagnosisSaid } from './contract.ts'

/** A diagnosis off the wire: what it is for, and the field it came in. */
export type Said = { said: DiagnosisSaid; use: DiagnosisUse; place: string }
/** The same with its code as the catalogue writes it and the catalogue's name beside the doctor's words. */
export type CodedDiagnosis = { text: string; code?: string; display?: string }

const context_of = (person: Resource, on_date: string) => {
  const gender = text_of(person['gender'])
  const birth = text_of(person['birthDate'])
  const years = birth ? age_on(birth, on_date)?.years : undefined
  return { ...(gender ? { gender } : {}), ...(years === undefined ? {} : { age_years: years }) }
}

/**
 * Looks every code up in the ICD-10 list in force on that day and judges it in its place by the list's own flags
 * (TT 06/2026): unknown, too broad, never a main diagnosis: refused; mostly of the other sex, not encouraged: said.
 * @throws 422 with the field of each diagnosis that may not stand
 */
export const judge_diagnoses = async (
  unit: Unit,
  person: Resource,
  on_date: string,
  wanted: Said[],
): Promise<{ diagnoses: CodedDiagnosis[]; warnings: string[] }> => {
  const context = context_of(person, on_date)
  const issues: Issue[] = []
  for (const { said, use, place } of wanted) {
    if (!said.code && said.text.trim() === '')
      issues.push({
        severity: 'error',
        code: 'value',
        message: 'Chẩn đoán cần có lời chẩn đoán hoặc mã bệnh',
        expression: place,
      })
    if (!said.code) continue
    const found = await validate_diagnosis(unit.sql, { ...context, code: said.code, on_date, use })
    issues.push(...found.map((issue) => ({ ...issue, expression: `${place}.code` })))
  }
  const refusals = issues.filter((issue) => issue.severity === 'error')
  if (refusals.length > 0) throw fail.many(422, refusals)
  const codes = wanted.flatMap(({ said }) => said.code ?? [])
  const concepts = await lookup_codes(unit.sql, { catalogue: 'icd10', codes, on_date })
  const diagnoses = wanted.map(({ said }): CodedDiagnosis => {
    const concept = concepts.get(said.code ?? '')
    if (!concept) return { text: said.text }
    return { text: said.text.trim() || concept.display, code: concept.code, display: concept.display }
  })
  return { diagnoses, warnings: issues.map((issue) => issue.message) }
}
