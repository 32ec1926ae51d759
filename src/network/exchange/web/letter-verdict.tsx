import { show_moment } from '../../../base/ui/index.ts'
import type { IncomingLetter } from '../contract.ts'
import { use_words, type ExchangeWords } from './words.ts'

type Signature = IncomingLetter['checks']['signatures'][number]

/** What is said of the whole letter need not be said again of each signature. */
const SignatureLine = ({ one, is_said }: { one: Signature; is_said: boolean }) => {
  const words = use_words()
  const facts = [
    words.by[one.by] ?? one.by,
    words.parts[one.part] ?? one.part,
    one.signed_at && show_moment(one.signed_at.slice(0, 16)),
  ]
  return (
    <li>
      <i className={`dot ${one.valid ? 'signed' : 'alarm'}`} />
      <span>
        <b>{one.signer || one.organization}</b>
        <small className="muted">{facts.filter(Boolean).join(' · ')}</small>
        {one.problem && !is_said && <small className="red">{one.problem}</small>}
      </span>
    </li>
  )
}

const say_signers = (words: ExchangeWords, signatures: Signature[]): string => {
  const names = new Set(signatures.map(({ signer, organization }) => signer || organization).filter(Boolean))
  return [words.signatures(signatures.length), [...names].join(', ')].filter(Boolean).join(': ')
}

/** What the checks found when the letter came, signature by signature. */
export const LetterVerdict = ({ letter }: { letter: IncomingLetter }) => {
  const words = use_words()
  const is_good = letter.verdict === 'good'
  // That it names two people is said above, by itself.
  const said = letter.checks.issues.filter(({ message }) => message !== letter.checks.two_people)
  const issues = new Map(said.map(({ message, severity }) => [message, severity]))
  return (
    <section className={`card letter-part ${is_good ? 'good' : 'bad'}`}>
      <h2 className={is_good ? 'green' : 'red'}>{is_good ? words.good : words.bad}</h2>
      {issues.size > 0 && (
        <ul className="letter-issues">
          {[...issues].map(([message, severity]) => (
            <li key={message} className={severity === 'error' ? 'red' : 'muted'}>
              {message}
            </li>
          ))}
        </ul>
      )}
      {letter.checks.signatures.length > 0 && (
        <details open={!is_good}>
          <summary className="small">{say_signers(words, letter.checks.signatures)}</summary>
          <ul className="letter-signatures">
            {letter.checks.signatures.map((one, at) => (
              <SignatureLine key={at} one={one} is_said={issues.has(one.problem)} />
            ))}
          </ul>
        </details>
      )}
      {!is_good && <p className="muted small">{words.bad_note}</p>}
    </section>
  )
}
