import { useEffect, type ReactNode } from 'react'
import { Link } from 'wouter'
import { Empty, RefusalNotice, Waiting } from '../../../../base/ui/index.ts'
import { ChangesPart } from './changes-part.tsx'
import { EncryptionPart } from './encryption-part.tsx'
import { KeysPart } from './keys-part.tsx'
import { LinePart } from './line-part.tsx'
import './settings.css'
import { StuckNotice } from '../stuck-letters.tsx'
import { UntakenPart } from './untaken-part.tsx'
import { use_settings } from './use-settings.ts'
import { use_words } from './words.ts'

/** How the house is joined to the hub, for who keeps it running. @param more other doors: the national portal */
const SettingsPage = ({ more }: { more?: ReactNode }) => {
  const words = use_words()
  const settings = use_settings()
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (!settings.data) return settings.error ? <RefusalNotice error={settings.error} /> : <Waiting />
  const { link, changes, kinds, keys, stuck, untaken } = settings.data
  return (
    <div className="column link-settings">
      <header className="page-head">
        <h1>{words.title}</h1>
        <Link href="/lien-thong/quy-dinh" className="push">
          {words.rules} ›
        </Link>
      </header>
      <RefusalNotice error={settings.error} />
      {link ? (
        <>
          <LinePart link={link} />
          {stuck.length > 0 && (
            <section className="link-part">
              <StuckNotice stuck={stuck} />
            </section>
          )}
          {changes.length > 0 && <ChangesPart changes={changes} />}
          <EncryptionPart kinds={kinds} />
          <KeysPart keys={keys} />
          <UntakenPart untaken={untaken} />
        </>
      ) : (
        <div className="card">
          <Empty title={words.unjoined}>{words.unjoined_note}</Empty>
        </div>
      )}
      {more}
    </div>
  )
}

export default SettingsPage
