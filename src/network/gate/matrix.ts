import type { Issue } from '../../base/outcome/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import { destinations, type Destination, type Matrix, type Ruling } from './contract.ts'
import { source_of_destination, source_of_label, usual_source } from './matrix-sources.ts'

/**
 * Sensitivity × destination (SHARE-09; Luật Phòng chống HIV/AIDS Điều 8 và 30, Pháp lệnh Dân số on fetal sex). These are the
 * shipped settings: a province may replace them, the law's own text decides.
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

const matrix: Readonly<Record<string, Record<Destination, Ruling>>> = {
  FETALSEX: everywhere('never'),
  GDIS: { ...usual, insurance: 'withhold' },
}

/** What becomes of a document with these labels; the strictest label counts. @param named labels the basis names */
export const rule = (labels: readonly string[], destination: Destination, named: readonly string[] = []): Ruling => {
  const rulings = labels.map((label) => {
    const ruling = (matrix[label] ?? usual)[destination]
    return ruling === 'withhold' && named.includes(label) ? 'pass' : ruling
  })
  return rulings.includes('never') ? 'never' : rulings.includes('withhold') ? 'withhold' : 'pass'
}

/**
 * What may not go where it is sent, told before it is taken: to whom it is addressed, or into the person's timeline.
 * What a look has to name first is withheld there, by the look; a paper that goes nowhere never enters.
 */
export const label_issues = ({ labels, recipients }: Pick<Submission, 'labels' | 'recipients'>): Issue[] =>
  labels
    .filter((label) => {
      const ruling = rule([label], recipients.length > 0 ? 'direct' : 'health-book')
      return ruling === 'never' || (recipients.length > 0 && ruling === 'withhold')
    })
    .map((label) => ({
      ...{ severity: 'error', code: 'suppressed', expression: 'DocumentReference.securityLabel' },
      message: `Tài liệu mang nhãn “${label_names[label] ?? label}” không được gửi cho cơ sở khác (${source_of_label[label] ?? usual_source}); bỏ phần đó khỏi tài liệu rồi gửi bản khác`,
    }))

/** The matrix as the screens and the auditors read it (PDP-01: exportable), each rule with what it rests on. */
export const read_matrix = (): Matrix => ({
  rows: Object.entries(label_names).map(([label, name]) => ({
    ...{ label, name, source: source_of_label[label] ?? usual_source },
    rulings: matrix[label] ?? usual,
  })),
  destinations: destinations.map((code) => ({ code, source: source_of_destination[code] })),
})
