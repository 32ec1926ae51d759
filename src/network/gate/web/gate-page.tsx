import { useEffect } from 'react'
import { Link } from 'wouter'
import '../../membership/web/hub.css'
import './gate.css'
import { MatrixCard } from './matrix-card.tsx'
import { ShownCard } from './shown-card.tsx'
import { use_words } from './words.ts'

const gate_place = '/truc/ai-da-xem'

/** What may be shown to whom, and who was shown what. */
const GatePage = ({ tab, may_rule }: { tab: string | undefined; may_rule: boolean }) => {
  const words = use_words()
  useEffect(() => {
    document.title = words.title
  }, [words])
  const tabs = [
    { path: '', label: words.tabs.shown },
    { path: 'nhan', label: words.tabs.matrix },
  ]
  return (
    <div className="column hub-column gate-page">
      <header className="page-head">
        <h1>{words.title}</h1>
        <nav className="hub-tabs">
          {tabs.map(({ path, label }) => (
            <Link
              key={path}
              href={path === '' ? gate_place : `${gate_place}/${path}`}
              aria-current={(tab ?? '') === path ? 'page' : undefined}
            >
              {label}
            </Link>
          ))}
        </nav>
      </header>
      {tab === 'nhan' ? <MatrixCard may_rule={may_rule} /> : <ShownCard />}
    </div>
  )
}

export default GatePage
