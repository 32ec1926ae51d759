import type { Issue } from '../../base/outcome/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import type { Destination, Ruling } from './contract.ts'
import { source_of_label, usual_source } from './matrix-sources.ts'

/**
 * Sensitivity × destination (SHARE-09; Luật Phòng chống HIV/AIDS Điều 8 và 30, Pháp lệnh Dân số on fetal sex). These are the
 * shipped settings: a hub's Sở rules otherwise by dated words (`dated-rules.ts`), the law's own text decides.
 */

/** Labels on a document: v3 ActCode (R4 security-labels), and our own for what HL7 has no word for. */
export const label_names: Readonly<Record<string, string>> = {
  HIV: 'HIV',
  PSY: 'sức khỏe tâm thần',
  SUD: 'nghiện chất',
  SEX: 'sức khỏe sinh sản, tình dục',
  STD: 'bệnh lây qua đường tình dục',
  GDIS: 'bệnh di truyền',
  FETALSEX: 'giới tính thai nhi',
}

const usual: Record<Destination, Ruling> = {
  direct: 'pass',
  'patient-request': 'withhold',
  emergency: 'pass',
  law: 'withhold',
  transfer: 'withhold',
  'health-book': 'withhold',
  insurance: 'pass',
}

const everywhere = (ruling: Ruling): Record<Destination, Ruling> => ({
  ...{ direct: ruling, 'patient-request': ruling, emergency: ruling, law: ruling, transfer: ruling },
  ...{ 'health-book': ruling, insurance: ruling },
})

const matrix = new Map<string, Record<Destination, Ruling>>([
  ['FETALSEX', everywhere('never')],
  ['GDIS', { ...usual, insurance: 'withhold' }],
])

/** What is ruled of a label at a destination, at one moment, and what that rests on. */
export type Rulings = (label: string, destination: Destination) => { ruling: Ruling; source: string }

export const shipped: Rulings = (label, destination) => ({
  ruling: (matrix.get(label) ?? usual)[destination],
  source: source_of_label[label] ?? usual_source,
})

/**
 * What becomes of a document with these labels; the strictest label counts.
 * @param named labels the basis names
 * @param holding what is ruled at that moment; a facility's own server knows the shipped matrix
 */
export const rule = (
  labels: readonly string[],
  destination: Destination,
  named: readonly string[] = [],
  holding = shipped,
): Ruling => {
  const found = labels.map((label) => {
    const { ruling } = holding(label, destination)
    return ruling === 'withhold' && named.includes(label) ? 'pass' : ruling
  })
  return found.includes('never') ? 'never' : found.includes('withhold') ? 'withhold' : 'pass'
}

/**
 * What may not go where it is sent, told before it is taken: to whom it is addressed, or into the person's timeline.
 * What a look has to name first is withheld there, by the look; a paper that goes nowhere never enters.
 */
export const label_issues = (
  { labels, recipients }: Pick<Submission, 'labels' | 'recipients'>,
  holding = shipped,
): Issue[] => {
  const destination = recipients.length > 0 ? 'direct' : 'health-book'
  return labels.flatMap((label): Issue[] => {
    const { ruling, source } = holding(label, destination)
    if (ruling !== 'never' && !(destination === 'direct' && ruling === 'withhold')) return []
    const message = `Tài liệu mang nhãn “${label_names[label] ?? label}” không được gửi cho cơ sở khác (${source}); bỏ phần đó khỏi tài liệu rồi gửi bản khác`
    return [{ severity: 'error', code: 'suppressed', expression: 'DocumentReference.securityLabel', message }]
  })
}
