/** One file of the set, with what it shows and what a hub must answer. */
export type Sample = { name: string; bytes: string | Uint8Array; vi: string; en: string; answer: string }

export const sample_facility = { code: '24999', name: 'Bệnh viện Mẫu (không có thật)' }
export const sample_recipient = '24998'
