import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, Button, Pill, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { StudyLine, StudyState } from '../contract.ts'
import './imaging.css'
import { use_words } from './words.ts'

const tones: Record<StudyState, 'green' | 'amber' | 'red' | undefined> = {
  ...{ 'at-source': undefined, fetching: undefined, stored: 'green', partial: 'red', failed: 'amber' },
}

const watch_every_ms = 1_500

const use_study = (patient: string, given: StudyLine, is_asked: boolean) =>
  useQuery({
    queryKey: ['imaging-study', patient, given.uid],
    queryFn: () => ask<StudyLine>(`/imaging-studies/${patient}/${given.uid}`),
    initialData: given,
    enabled: is_asked,
    refetchInterval: ({ state }) => (state.data?.state === 'fetching' ? watch_every_ms : false),
    staleTime: Infinity,
  })

const State = ({ line }: { line: StudyLine }) => {
  const words = use_words()
  const said: Record<StudyState, string> = {
    'at-source': words.at_source,
    fetching: words.fetching(line.stored, line.instances),
    stored: words.stored,
    partial: words.partial(line.stored, line.instances),
    failed: words.failed,
  }
  return <Pill tone={tones[line.state]}>{said[line.state]}</Pill>
}

type StudyProps = { patient: string; paper: string; given: StudyLine; may_fetch: boolean; is_own: boolean }

const Study = ({ patient, paper, given, may_fetch, is_own }: StudyProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [error, set_error] = useState<unknown>()
  const [is_asked, set_asked] = useState(given.state !== 'at-source')
  const { data: line } = use_study(patient, given, is_asked)
  const shown = is_asked ? { ...line, hindrance: given.hindrance } : given
  const fetch_it = async () => {
    set_error(undefined)
    try {
      const begun = await ask<StudyLine>(`/imaging-studies/${patient}/${given.uid}`, { body: { paper } })
      set_asked(true)
      client.setQueryData(['imaging-study', patient, given.uid], begun)
    } catch (refused) {
      set_error(refused)
    }
  }
  const is_open = shown.state !== 'stored' && shown.state !== 'fetching'
  return (
    <li>
      <div className="row wrap">
        <b>{[shown.title, shown.modality, shown.body_part].filter(Boolean).join(' · ')}</b>
        <span className="muted small">
          {[shown.started && show_moment(shown.started.slice(0, 16)), words.size(shown.series, shown.instances)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {!is_own && <State line={shown} />}
        <span className="push row wrap">
          {shown.viewer && (
            <a className="btn" href={shown.viewer} target="_blank" rel="noreferrer">
              {words.open_viewer}
            </a>
          )}
          {!is_own && may_fetch && is_open && shown.hindrance === '' && (
            <Button look={shown.state === 'at-source' ? 'primary' : 'quiet'} onClick={() => void fetch_it()}>
              {shown.state === 'at-source' ? words.fetch : words.fetch_again}
            </Button>
          )}
        </span>
      </div>
      {!is_own && is_open && shown.hindrance && <p className="muted small">{shown.hindrance}</p>}
      {shown.message && <p className="red small">{shown.message}</p>}
      {shown.problems.map(({ instance, message }) => (
        <p key={instance} className="red small">
          {words.refused_instance(instance)}: {message}
        </p>
      ))}
      {!is_own && shown.stored > 0 && (
        <p className="muted small">
          {words.external} · {words.fetched_by(shown.by, show_moment(shown.at.slice(0, 16)))}
        </p>
      )}
      <RefusalNotice error={error} />
    </li>
  )
}

type ListProps = { patient: string; paper: string; studies: StudyLine[]; may_fetch: boolean; is_own: boolean }

/** The pictures a paper names: where they are, whether they are the ones it speaks of, and the way to them. */
export const StudyList = ({ studies, ...rest }: ListProps) => {
  const words = use_words()
  if (studies.length === 0) return null
  return (
    <section className="study-list" aria-label={words.pictures}>
      <ul>
        {studies.map((one) => (
          <Study key={one.uid} given={one} {...rest} />
        ))}
      </ul>
    </section>
  )
}
