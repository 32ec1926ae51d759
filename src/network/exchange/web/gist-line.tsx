import { Pill, show_moment, today_local } from '../../../base/ui/index.ts'
import type { LetterGist } from '../contract.ts'
import { use_words } from './words.ts'

/** Of today the hour alone. */
export const show_near = (at: string): string =>
  at.slice(0, 10) === today_local() ? at.slice(11, 16) : show_moment(at.slice(0, 16))

const say_disease = ({ diagnosis, diagnosis_code: code }: LetterGist): string =>
  code === '' || diagnosis.includes(code) ? diagnosis : `${diagnosis} (${code})`.trim()

/** What who waits for the person has to know, before the letter is opened: how urgent, of what, why, by what. */
export const GistLine = ({ gist, is_whole }: { gist: LetterGist; is_whole?: boolean }) => {
  const words = use_words()
  const { urgency, reason, condition, transport, escort, leaves_at, appointed_on } = gist
  const disease = say_disease(gist)
  const facts = [
    appointed_on && words.appointed(show_moment(appointed_on)),
    condition,
    leaves_at && words.leaves(show_near(leaves_at)),
    [transport, escort].filter(Boolean).join(', '),
    reason,
  ].filter(Boolean)
  if (!urgency && !disease && facts.length === 0) return null
  return (
    <span className={is_whole ? 'exchange-gist whole' : 'exchange-gist'}>
      {urgency && <Pill tone={urgency === 'emergency' ? 'red' : 'amber'}>{words.urgencies[urgency]}</Pill>}
      {disease && <b>{disease}</b>}
      {facts.length > 0 && <span>{facts.join(' · ')}</span>}
    </span>
  )
}
