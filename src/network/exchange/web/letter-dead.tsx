import { Notice } from '../../../base/ui/index.ts'
import { say_death } from '../../../chart/patients/web/find.ts'
import type { IncomingLine } from '../contract.ts'
import { use_words } from './words.ts'

/** Written on a later day than that of the death, or nobody knows the day. */
export const is_after_death = ({ deceased, created_at }: IncomingLine): boolean =>
  deceased !== '' && (deceased === 'true' || created_at.slice(0, 10) > deceased.slice(0, 10))

/** Our chart says that this person has died: whoever answers the letter must know before. */
export const LetterDead = ({ letter }: { letter: IncomingLine }) => {
  const words = use_words()
  if (letter.deceased === '') return null
  const is_after = is_after_death(letter)
  return (
    <Notice tone={is_after ? 'red' : 'amber'}>
      <b>{words.dead_here(say_death(letter.deceased))}</b>
      <p className="small">{is_after ? words.dead_after : words.dead_before}</p>
    </Notice>
  )
}
