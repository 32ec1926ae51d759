import { Notice } from '../../../base/ui/index.ts'
import { say_death } from '../../../chart/patients/web/find.ts'
import type { IncomingLine } from '../contract.ts'
import { use_words } from './words.ts'

/** Our chart says that this person has died: whoever answers the letter must know before. */
export const LetterDead = ({ letter }: { letter: IncomingLine }) => {
  const words = use_words()
  if (letter.deceased === '') return null
  return (
    <Notice tone={letter.is_of_dead ? 'red' : 'amber'}>
      <b>{words.dead_here(say_death(letter.deceased))}</b>
      <p className="small">{letter.is_of_dead ? words.dead_asked : words.dead_told}</p>
    </Notice>
  )
}
