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

/** direct: addressed by the sender to the next facility; the others are looks into a person's timeline, by their basis. */
export type Destination = 'direct' | 'patient-request' | 'emergency' | 'law' | 'transfer' | 'health-book' | 'insurance'

/** pass; withhold: unless the basis names the label; never. */
export type Ruling = 'pass' | 'withhold' | 'never'

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

/** The matrix as the screens and the auditors read it (PDP-01: exportable). */
export const matrix_rows = (): { label: string; name: string; rulings: Record<Destination, Ruling> }[] =>
  Object.entries(label_names).map(([label, name]) => ({ label, name, rulings: matrix[label] ?? usual }))
