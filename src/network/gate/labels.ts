/**
 * Which sensitivity a diagnosis carries, by ICD-10. Settings shipped with the program (Luật Phòng, chống HIV/AIDS Điều 8;
 * R4 security-labels): a facility may label a paper by hand beside.
 */
const labels_of_range: readonly { label: string; first: string; last: string }[] = [
  { label: 'HIV', first: 'B20', last: 'B24' },
  { label: 'HIV', first: 'Z21', last: 'Z21' },
  { label: 'STD', first: 'A50', last: 'A64' },
  { label: 'SUD', first: 'F10', last: 'F19' },
  { label: 'PSY', first: 'F20', last: 'F69' },
  { label: 'SEX', first: 'O03', last: 'O07' },
  { label: 'SEX', first: 'Z30', last: 'Z31' },
  { label: 'SEX', first: 'T74', last: 'T74' },
]

/** @param codes ICD-10, with or without dot */
export const labels_of_codes = (codes: readonly string[]): string[] => {
  const categories = codes.map((code) => code.trim().toUpperCase().slice(0, 3))
  const found = labels_of_range
    .filter(({ first, last }) => categories.some((one) => one >= first && one <= last))
    .map(({ label }) => label)
  return [...new Set(found)].toSorted()
}
