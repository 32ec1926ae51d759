import { useEffect } from 'react'
import { Link } from 'wouter'
import { Pill, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { IncomingLetter } from '../contract.ts'
import './exchange.css'
import './letter.css'
import { LetterState } from './incoming-list.tsx'
import { BasisLine } from './basis-line.tsx'
import { GistLine } from './gist-line.tsx'
import { LetterActs } from './letter-acts.tsx'
import { LetterDead } from './letter-dead.tsx'
import { LetterPaper } from './letter-paper.tsx'
import { LetterTrust } from './letter-trust.tsx'
import { LetterTwoPeople } from './letter-two-people.tsx'
import { LetterPerson } from './letter-person.tsx'
import { PersonLine } from './person-line.tsx'
import { LetterVerdict } from './letter-verdict.tsx'
import { letter_place, tray_place } from './places.ts'
import { use_letter } from './queries.ts'
import { use_words } from './words.ts'

export type Rights = { may_answer: boolean; may_admit: boolean; may_open: boolean }

const tray_of = (letter: IncomingLetter): string => {
  if (letter.is_superseded || letter.state === 'rejected' || letter.state === 'completed') return 'done'
  if (letter.is_expired) return 'expired'
  return letter.verdict === 'red' ? 'red' : letter.patient ? 'coming' : 'unmatched'
}

const Head = ({ letter }: { letter: IncomingLetter }) => {
  const words = use_words()
  return (
    <header className="letter-head">
      <Link href={tray_place(tray_of(letter))} className="btn quiet">
        ‹ {words.back}
      </Link>
      <h1>{letter.title}</h1>
      <LetterState letter={letter} />
      {letter.is_correction && <Pill>{words.correction}</Pill>}
      {letter.labels.length > 0 && <Pill tone="red">{words.labels}</Pill>}
      {letter.superseded_by && <Link href={letter_place(letter.superseded_by)}>{words.see_newer}</Link>}
      <span className="letter-facts muted small">
        {words.issued} {show_moment(letter.created_at.slice(0, 16))}
        {letter.author && ` · ${letter.author}`}
      </span>
    </header>
  )
}

/** On what it was sent, and how long it counts: a letter that has lapsed says so before anything is answered. */
const LetterTerm = ({ letter: { basis, validity, verdict } }: { letter: IncomingLetter }) => (
  <div className="letter-term small">
    {validity && verdict === 'good' && <span className={validity.is_valid ? 'green' : 'red'}>{validity.words}</span>}
    {basis && <BasisLine basis={basis} />}
  </div>
)

/** One letter of another house: its paper on the left, on the right what it is worth, whose it is, and what we say to it. */
const LetterPage = ({ id, ...rights }: Rights & { id: string }) => {
  const words = use_words()
  const { data: letter, error, isPending, refetch } = use_letter(id)
  useEffect(() => {
    document.title = letter ? `${letter.person.name} · ${letter.title}` : words.title
  }, [words, letter])
  if (isPending) return <Waiting />
  if (!letter) return <RefusalNotice error={error} again={() => void refetch()} />
  return (
    <div className="letter">
      <Head letter={letter} />
      <p className="letter-foreign">{words.foreign(letter.sender.name)}</p>
      <div className="letter-gist">
        <PersonLine person={letter.person} />
        {letter.gist && <GistLine gist={letter.gist} is_whole />}
      </div>
      <LetterTerm letter={letter} />
      <div className="letter-both">
        <LetterPaper letter={letter} />
        <aside className="letter-side">
          <LetterTrust letter={letter} may_answer={rights.may_answer} />
          <LetterDead letter={letter} />
          <LetterTwoPeople letter={letter} />
          <LetterVerdict letter={letter} />
          <LetterPerson letter={letter} may_answer={rights.may_answer} />
          <LetterActs letter={letter} {...rights} />
        </aside>
      </div>
    </div>
  )
}

export default LetterPage
