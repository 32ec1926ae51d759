import type { PartingSide } from '../contract.ts'

/** Chosen sides by paper, and by number; what is missing stands as the machine sorted it. */
export type Chosen = Record<string, PartingSide>

export const paper_key = (number: number): string => `paper ${number}`
export const number_key = ({ system, value }: { system: string; value: string }): string => `${system}|${value}`
