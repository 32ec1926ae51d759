import type { LetterBasis } from '../contract.ts'
import { use_words } from './words.ts'

/** Why the letter may be shown to whom it was sent, with its article. */
export const BasisLine = ({ basis, is_bare }: { basis: LetterBasis; is_bare?: boolean }) => {
  const words = use_words()
  const { code, law, confirmed_by, reason } = basis
  return (
    <span className="letter-basis muted">
      {!is_bare && words.basis} <b>{words.bases[code] ?? code}</b>
      {[law, confirmed_by, reason].filter(Boolean).map((one) => ` · ${one}`)}
    </span>
  )
}
