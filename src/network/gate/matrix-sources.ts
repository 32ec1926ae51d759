import type { Destination } from './contract.ts'

/** What a ruling rests on where no law speaks of its label by name: all of health is sensitive. */
export const usual_source = 'Luật 91/2025/QH15 Điều 26; NĐ 356/2025/NĐ-CP Điều 4'

/** The rule that speaks of a label by name. */
export const source_of_label: Readonly<Record<string, string>> = {
  HIV: 'Luật Phòng, chống HIV/AIDS Điều 8, Điều 30; QĐ 425/QĐ-BYT 2025 Điều 9.5',
  FETALSEX: 'Pháp lệnh Dân số Điều 7 khoản 2',
}

export const source_of_destination: Readonly<Record<Destination, string>> = {
  direct: 'TT 01/2025/TT-BYT Điều 11, 12; Luật 91/2025/QH15 Điều 26',
  'patient-request': 'Luật 91/2025/QH15 Điều 26 khoản 2; NĐ 330/2026/NĐ-CP Điều 62',
  emergency: 'Luật 91/2025/QH15 Điều 19',
  law: 'Luật 91/2025/QH15 Điều 26 và điều luật nêu trong căn cứ',
  transfer: 'TT 01/2025/TT-BYT Điều 12; Luật 91/2025/QH15 Điều 26',
  'health-book': 'Luật 91/2025/QH15 Điều 26; QĐ 31/2026 Điều 2',
  insurance: 'Luật 51/2024/QH15; QĐ 3176/QĐ-BYT 2024',
}
