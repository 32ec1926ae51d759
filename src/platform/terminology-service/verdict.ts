import { tidy_tones } from '../../base/text/index.ts'
import { display_of, type Concept, type Designation } from '../../standards/fhir-terminology/index.ts'
import { parameters_of, type AskedCoding } from './parameters.ts'

/** The answer of $validate-code. With a result of true the message carries a hint. */
export type Verdict = { result: boolean; message?: string | undefined; display?: string | undefined }

const same = (a: string, b: string): boolean => tidy_tones(a).toLowerCase() === tidy_tones(b).toLowerCase()

/** What is known of a code that is there: its concept, and the words a value set uses for it. */
export type Known = {
  concept: Concept | undefined
  display?: string | undefined
  designations?: readonly Designation[] | undefined
}

/** A code that is in the list or set: whether it may stand there, and whether its name is one of its names. */
export const judge_known = (
  coding: AskedCoding,
  { concept, display: own, designations = [] }: Known,
  { language, with_abstract }: { language: string | undefined; with_abstract: boolean },
): Verdict => {
  const display = own !== undefined && language === undefined ? own : concept ? display_of(concept, language) : own
  if (concept?.is_abstract && !with_abstract)
    return { result: false, display, message: `Mã ${coding.code} là nhóm mã, không dùng để ghi vào hồ sơ` }
  const names = [own, concept?.display, ...[...designations, ...(concept?.designations ?? [])].map((one) => one.value)]
  const wrong =
    coding.display !== undefined && !names.some((name) => name !== undefined && same(name, coding.display ?? ''))
  if (wrong)
    return {
      result: false,
      display,
      message: `“${coding.display}” không phải tên của mã ${coding.code}; tên đúng: “${display ?? ''}”`,
    }
  return { result: true, display, message: concept?.is_inactive ? `Mã ${coding.code} không còn được dùng` : undefined }
}

/** A CodeableConcept is right when one of its codings is; what is wrong with the others goes along as a hint. */
export const judge_all = async (
  codings: readonly AskedCoding[],
  judge: (coding: AskedCoding) => Promise<Verdict>,
): Promise<Verdict> => {
  const verdicts: Verdict[] = []
  for (const coding of codings) verdicts.push(await judge(coding))
  const good = verdicts.find((one) => one.result)
  const words = verdicts.flatMap((one) => one.message ?? [])
  const message = codings.length === 0 ? 'CodeableConcept không có mã nào' : words.join('; ') || undefined
  return { result: good !== undefined, display: (good ?? verdicts[0])?.display, message }
}

export const verdict_text = ({ result, message, display }: Verdict): string =>
  parameters_of([
    { name: 'result', valueBoolean: result },
    message === undefined ? undefined : { name: 'message', valueString: message },
    display === undefined ? undefined : { name: 'display', valueString: display },
  ])
