import { basis_of_sending } from '../gate/index.ts'
import type { LetterBasis } from './contract.ts'
import type { Head } from './shelf.ts'

/** Why the letter was shown to whom it is addressed; null where it is addressed to nobody. */
export const to_basis = (head: Head): LetterBasis | null => {
  const basis = basis_of_sending(head)
  if (!basis) return null
  const { code, law = '', confirmed_by = '', reason = '' } = basis
  return { code, law, confirmed_by, reason }
}
