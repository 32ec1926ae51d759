import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { Button, Empty, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { PatientDetail } from '../../../chart/patients/contract.ts'
import { person_place } from '../../../chart/patients/web/find.ts'
import type { Timeline, TimelineDocument } from '../contract.ts'
import { GivenList } from './given-list.tsx'
import './health-book.css'
import { OpenPaper, type ShowPictures } from './open-paper.tsx'
import { use_patient, use_timeline } from './queries.ts'
import { ReasonBar } from './reason-bar.tsx'
import { SeenOnPhone } from './seen-on-phone.tsx'
import { TimelineList } from './timeline-list.tsx'
import { use_words } from './words.ts'

type PageProps = { patient: string; may_release: boolean; pictures: ShowPictures }

const number_of = ({ identity, patient_code }: PatientDetail): string =>
  identity.value ? `${identity.kind.toUpperCase()} ${identity.value}` : patient_code

const Person = ({ patient }: { patient: string }) => {
  const { data } = use_patient(patient)
  const words = use_words()
  const [, go] = useLocation()
  useEffect(() => {
    document.title = data ? `${data.name} · ${words.title}` : words.title
  }, [data, words])
  return (
    <header className="book-head">
      <h1>{words.title}</h1>
      {data && (
        <span>
          <b>{data.name}</b>{' '}
          <span className="muted">
            {show_moment(data.birth_date)} · {number_of(data)}
          </span>
        </span>
      )}
      <span className="push" />
      <Button onClick={() => (history.length > 1 ? history.back() : go(person_place(patient)))}>{words.back}</Button>
    </header>
  )
}

const Shown = ({
  patient,
  may_release,
  pictures,
  pages,
  ...acts
}: PageProps & {
  pages: [Timeline, ...Timeline[]]
  more: (() => void) | undefined
  again: () => void
}) => {
  const words = use_words()
  const { data: person } = use_patient(patient)
  const [chosen, set_chosen] = useState<TimelineDocument>()
  const [newest] = pages
  const visits = pages.flatMap((page) => page.visits)
  // What the hub no longer shows is closed at once, also where it lies open.
  const shown = visits.flatMap(({ documents }) => documents).find(({ id }) => id === chosen?.id)
  return (
    <>
      <ReasonBar patient={patient} timeline={newest} person={person} />
      <div className={shown ? 'book-both open' : visits.length > 0 ? 'book-both' : 'book-both none'}>
        <div className="book-left">
          <TimelineList
            patient={patient}
            timeline={newest}
            visits={visits}
            unread={pages.flatMap((page) => page.unread)}
            chosen={shown?.id}
            choose={(one) => {
              set_chosen(one)
              requestAnimationFrame(() => document.querySelector('.book-paper')?.scrollIntoView({ block: 'nearest' }))
            }}
            {...acts}
          />
          <GivenList patient={patient} timeline={newest} may_release={may_release} />
          <SeenOnPhone patient={patient} may_note />
        </div>
        {shown ? (
          <OpenPaper key={shown.id} {...{ patient, pictures }} document={shown} close={() => set_chosen(undefined)} />
        ) : (
          visits.length > 0 && (
            <section className="book-paper card">
              <Empty title={words.choose}>{words.choose_note}</Empty>
            </section>
          )
        )}
      </div>
    </>
  )
}

/** What a person's health book holds at the hub, as far as this house may see it, and by which right. */
const HealthBookPage = (props: PageProps) => {
  const timeline = use_timeline(props.patient)
  const [first, ...others] = timeline.data?.pages ?? []
  return (
    <div className="book">
      <Person patient={props.patient} />
      {timeline.isPending && <Waiting />}
      <RefusalNotice error={timeline.error} again={() => void timeline.refetch()} />
      {first && !timeline.error && (
        <Shown
          {...props}
          pages={[first, ...others]}
          more={timeline.hasNextPage ? () => void timeline.fetchNextPage() : undefined}
          again={() => void timeline.refetch()}
        />
      )}
    </div>
  )
}

export default HealthBookPage
