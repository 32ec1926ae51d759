import { Notice } from '../../../base/ui/index.ts'
import type { IncomingLetter } from '../contract.ts'
import { use_words } from './words.ts'

/** The paper names one person, envelope and data another: whoever matches the letter must know before. */
export const LetterTwoPeople = ({ letter: { checks } }: { letter: IncomingLetter }) => {
  const words = use_words()
  if (!checks.two_people) return null
  return (
    <Notice tone="amber">
      <b>{words.two_people}</b>
      <p>{checks.two_people}</p>
      <p className="small">{words.two_people_note}</p>
    </Notice>
  )
}
