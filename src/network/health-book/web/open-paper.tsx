import { useState, type ReactNode } from 'react'
import { Button, Empty, RefusalNotice, Segments, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { OpenedDocument, TimelineDocument } from '../contract.ts'
import { paper_address } from './places.ts'
import { use_document } from './queries.ts'
import { use_words } from './words.ts'

type View = 'paper' | 'data'

const viewer = '#toolbar=0&navpanes=0&view=FitH'
const is_narrow = (): boolean => window.matchMedia('(max-width: 860px)').matches

const Verdict = ({ opened }: { opened: OpenedDocument }) => {
  const words = use_words()
  const is_good = opened.verdict === 'good'
  return (
    <div className={is_good ? 'book-verdict good' : 'book-verdict bad'}>
      <b className={is_good ? 'green' : 'red'}>{is_good ? words.good : words.bad}</b>
      <small className="muted">{words.checked(opened.checked_at.slice(11, 16))}</small>
      <ul>
        {opened.issues.map(({ severity, message }, at) => (
          <li key={at} className={severity === 'error' ? 'red' : 'muted'}>
            {message}
          </li>
        ))}
        {opened.signatures.map((one, at) => (
          <li key={`s${at}`}>
            <i className={`dot ${one.valid ? 'signed' : 'alarm'}`} /> {one.signer || one.organization}
            <small className="muted">
              {' '}
              {[
                words.by[one.by] ?? one.by,
                words.parts[one.part],
                one.signed_at && show_moment(one.signed_at.slice(0, 16)),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
            {one.problem && <small className="red"> {one.problem}</small>}
          </li>
        ))}
      </ul>
    </div>
  )
}

const Data = ({ opened }: { opened: OpenedDocument }) => {
  const words = use_words()
  if (opened.closed !== '') return <Empty title={words.closed}>{opened.closed}</Empty>
  if (opened.sections.length === 0) return <Empty title={words.no_data} />
  return (
    <div className="book-data">
      {opened.sections.map(({ title, text }, at) => (
        <section key={at}>
          <h3>{title}</h3>
          <p>{text}</p>
        </section>
      ))}
    </div>
  )
}

/** What another room shows of a paper that lies open: its pictures. */
export type ShowPictures = (opened: OpenedDocument, is_own: boolean) => ReactNode

type OpenedProps = { patient: string; opened: OpenedDocument; title: string; pictures: ReactNode }

const Opened = ({ patient, opened, title, pictures }: OpenedProps) => {
  const words = use_words()
  const [view, set_view] = useState<View>(() => (is_narrow() ? 'data' : 'paper'))
  const address = paper_address(patient, opened.id)
  const views: { value: View; label: string }[] = [
    { value: 'paper', label: words.paper },
    { value: 'data', label: words.data },
  ]
  return (
    <>
      <Verdict opened={opened} />
      {pictures}
      {opened.has_pdf && (
        <div className="book-views">
          <Segments label={words.views} value={view} options={views} choose={set_view} />
          <a className="btn quiet" href={address} target="_blank" rel="noreferrer">
            {words.open_pdf}
          </a>
        </div>
      )}
      {view === 'data' || !opened.has_pdf ? (
        <Data opened={opened} />
      ) : (
        <object data={`${address}${viewer}`} type="application/pdf" aria-label={title}>
          <Empty title={title}>
            <a className="btn" href={address} target="_blank" rel="noreferrer">
              {words.open_pdf}
            </a>
          </Empty>
        </object>
      )}
    </>
  )
}

type PaperProps = { patient: string; document: TimelineDocument; pictures: ShowPictures; close: () => void }

/** One paper, fetched from the hub and judged as it is opened; never out of a store of ours. */
export const OpenPaper = ({ patient, document, pictures, close }: PaperProps) => {
  const words = use_words()
  const found = use_document(patient, document.id)
  return (
    <section className="book-paper card" aria-label={document.title}>
      <header>
        <span className="book-to-list">
          <Button onClick={close}>← {words.to_list}</Button>
        </span>
        <h2>{document.title}</h2>
        <small className="muted">
          {words.issued_by(document.author || document.sender.name)} · {show_moment(document.created_at.slice(0, 16))}
        </small>
      </header>
      {(!document.is_own || document.is_received) && (
        <p className="book-foreign">{words.foreign(document.sender.name)}</p>
      )}
      {document.is_superseded && <p className="notice amber">{words.superseded}</p>}
      {found.isPending && <Waiting />}
      <RefusalNotice error={found.error} again={() => void found.refetch()} />
      {found.data && (
        <Opened
          {...{ patient, opened: found.data, title: document.title }}
          key={document.id}
          pictures={pictures(found.data, document.is_own)}
        />
      )}
    </section>
  )
}
