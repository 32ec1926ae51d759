import { useEffect } from 'react'
import { Link } from 'wouter'
import { Pill } from '../../../base/ui/index.ts'
import type { Overview } from '../contract.ts'
import { AssessmentPart } from './assessment-part.tsx'
import { BreachesPart } from './breaches-part.tsx'
import './data-protection.css'
import { OutwardPart } from './outward-part.tsx'
import { privacy_place } from './places.ts'
import { ProcessorsPart } from './processors-part.tsx'
import { PurposesPart } from './purposes-part.tsx'
import { RequestsPart } from './requests-part.tsx'
import { RulesPart } from './rules-part.tsx'
import { use_part } from './use-privacy.ts'
import { use_words } from './words.ts'

type PrivacyPageProps = {
  part: string
  /** read: everything · manage: the officer's words · neither: requests only, as they come in at the desk. */
  may_read: boolean
  may_manage: boolean
  /** What roles are called. */
  roles: Record<string, string>
}

/** What waits in a part, beside its name. */
const Mark = ({ part, found }: { part: string; found: Overview | undefined }) => {
  const words = use_words()
  if (!found) return null
  if (part === '' && found.late > 0) return <Pill tone="red">{found.late}</Pill>
  if (part === '' && found.open_requests > 0) return <Pill>{found.open_requests}</Pill>
  if (part === 'su-co' && found.breach_hours_left !== null)
    return <Pill tone={found.breach_hours_left < 0 ? 'red' : 'amber'}>{words.hours_left(found.breach_hours_left)}</Pill>
  if (part === 'ben-xu-ly' && found.processors_ending > 0) return <Pill tone="amber">{words.ends_soon}</Pill>
  if (part === 'danh-gia' && found.assessment !== 'filed')
    return <Pill tone={found.assessment === 'late' ? 'red' : 'amber'}>!</Pill>
  return null
}

const Officer = ({ found }: { found: Overview | undefined }) => {
  const words = use_words()
  if (!found) return null
  return found.officer ? (
    <span className="muted small">
      {words.officer(String(found.officer['name']), String(found.officer['phone'] ?? ''))}
    </span>
  ) : (
    <Link className="amber small" href={`${privacy_place}/quy-dinh`}>
      {words.no_officer}
    </Link>
  )
}

const Tabs = ({ part, found }: { part: string; found: Overview | undefined }) => {
  const words = use_words()
  return (
    <nav className="pdp-tabs" aria-label={words.title}>
      {Object.entries(words.parts).map(([id, name]) => (
        <Link
          key={id}
          href={id === '' ? privacy_place : `${privacy_place}/${id}`}
          aria-current={id === part ? 'page' : undefined}
        >
          {name} <Mark part={id} found={found} />
        </Link>
      ))}
    </nav>
  )
}

const Reader = ({ part, may_manage, roles }: PrivacyPageProps) => {
  const overview = use_part<Overview>('')
  return (
    <>
      <Tabs part={part} found={overview.data} />
      {part === '' && <RequestsPart may_answer={may_manage} />}
      {part === 'su-co' && <BreachesPart may_change={may_manage} />}
      {part === 'muc-dich' && <PurposesPart may_change={may_manage} />}
      {part === 'ben-xu-ly' && <ProcessorsPart may_change={may_manage} />}
      {part === 'ra-ngoai' && <OutwardPart may_change={may_manage} roles={roles} />}
      {part === 'danh-gia' && <AssessmentPart may_change={may_manage} />}
      {part === 'quy-dinh' && <RulesPart may_change={may_manage} />}
    </>
  )
}

const Head = () => {
  const words = use_words()
  const overview = use_part<Overview>('')
  return (
    <header className="page-head">
      <h1>{words.title}</h1>
      <span className="push">
        <Officer found={overview.data} />
      </span>
    </header>
  )
}

/** A facility's care for personal data: what people ask for, what went wrong, what is done with data and by which right. */
const PrivacyPage = (props: PrivacyPageProps) => {
  const words = use_words()
  const name = words.parts[props.part]
  useEffect(() => {
    document.title = name ? `${words.title} – ${name}` : words.title
  }, [words, name])
  return (
    <div className="column pdp">
      {props.may_read ? (
        <>
          <Head />
          <Reader {...props} />
        </>
      ) : (
        <>
          <header className="page-head">
            <h1>{words.title}</h1>
          </header>
          <RequestsPart may_answer={false} />
        </>
      )}
    </div>
  )
}

export default PrivacyPage
