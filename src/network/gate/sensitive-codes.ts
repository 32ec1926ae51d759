/**
 * Which codes and words tell of what the law protects by name. Settings shipped with the program, each with its source; a
 * facility may label a paper by hand beside.
 */

/** ICD-10 (TT 06/2026/TT-BYT), categories or codes without dot, first and last. Sources: matrix-sources.ts. */
export const labels_of_range: readonly { label: string; first: string; last: string }[] = [
  { label: 'HIV', first: 'B20', last: 'B24' },
  { label: 'HIV', first: 'O987', last: 'O987' },
  { label: 'HIV', first: 'R75', last: 'R75' },
  { label: 'HIV', first: 'Z114', last: 'Z114' },
  { label: 'HIV', first: 'Z206', last: 'Z206' },
  { label: 'HIV', first: 'Z21', last: 'Z21' },
  { label: 'HIV', first: 'Z717', last: 'Z717' },
  { label: 'STD', first: 'A50', last: 'A64' },
  { label: 'SUD', first: 'F10', last: 'F19' },
  { label: 'PSY', first: 'F20', last: 'F69' },
  { label: 'SEX', first: 'O03', last: 'O07' },
  { label: 'SEX', first: 'Z30', last: 'Z31' },
  { label: 'SEX', first: 'T74', last: 'T74' },
  // Carriers and susceptibility only: an illness that is there (haemophilia, thalassaemia) must be known to who treats.
  { label: 'GDIS', first: 'Z14', last: 'Z15' },
]

/**
 * LOINC of tests for HIV (loinc.org, from memory). A negative one is nobody's secret (Luật Phòng, chống HIV/AIDS Điều 30 speaks
 * of positive ones), and half of all operations begin with one; without a result it counts.
 */
export const labels_of_test: ReadonlyMap<string, string> = new Map(
  ['5221-7', '7918-6', '20447-9', '25836-8', '29893-5', '30361-0', '56888-1', '68961-2', '75622-1'].map((code) => [
    code,
    'HIV',
  ]),
)

/**
 * Ingredients, folded, that are given for nothing else (WHO ATC J05A; N07BC). Not lamivudine, tenofovir, entecavir
 * (hepatitis B), nor ritonavir alone (COVID-19).
 */
export const labels_of_drug: readonly { label: string; names: RegExp }[] = [
  {
    label: 'HIV',
    names:
      /\b(abacavir|atazanavir|bictegravir|cabotegravir|darunavir|dolutegravir|efavirenz|emtricitabin|etravirin|lopinavir|nevirapin|raltegravir|rilpivirin|zidovudin)/,
  },
  { label: 'SUD', names: /\b(methadon|naltrexon)/ },
]

/** Folded words by which a result says no. */
export const negative_words = /\b(am tinh|khong phan ung|negative|non[- ]?reactive)\b|\(-\)/

/** Words, folded. Fetal sex: Pháp lệnh Dân số Điều 7 khoản 2. “Con trai” alone is somebody's son. */
export const labels_of_phrase: readonly { label: string; said: RegExp }[] = [
  { label: 'HIV', said: /\bhiv\b/ },
  {
    label: 'FETALSEX',
    said: /\bgioi tinh (cua )?(thai nhi|thai|be|em be)\b\W*(la )?\W*(nam|nu|trai|gai)\b|\bthai (nhi )?(la )?(trai|gai|nam)\b|\bthai nhi (la )?nu\b/,
  },
]
