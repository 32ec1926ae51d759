import type { Column, ValueKind } from './contract.ts'

export const column = (label: string, kind: ValueKind = 'number', share = 1): Column => ({ label, kind, share })
export const facility = column('Cơ sở', 'text', 3)
export const numbers = (...labels: string[]): Column[] => labels.map((label) => column(label))
