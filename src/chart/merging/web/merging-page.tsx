import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { ask, Pill, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { MergePreview } from '../contract.ts'
import { ChooseKept, ChooseOther } from './choose-chart.tsx'
import { CompareCharts } from './compare-charts.tsx'
import { MergeList } from './merge-list.tsx'
import { MergeOrder } from './merge-order.tsx'
import './merging.css'
import { merge_place } from './places.ts'
import { use_words } from './words.ts'

/** Two charts of one person into one, step by step: the one that stays, the one that goes, both side by side. */
const MergingPage = ({ target, source }: { target: string | undefined; source: string | undefined }) => {
  const words = use_words()
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (target && source) return <Comparison key={`${target}/${source}`} target={target} source={source} />
  return (
    <div className="column narrow stack">
      <header className="page-head">
        <h1>{words.title}</h1>
        <span className="muted">{words.title_note}</span>
      </header>
      {target ? <ChooseOther key={target} target={target} /> : <ChooseKept />}
      <MergeList />
    </div>
  )
}

const Comparison = ({ target, source }: { target: string; source: string }) => {
  const words = use_words()
  const preview = useQuery({
    queryKey: ['merge', target, source],
    queryFn: () => ask<MergePreview>(`/patients/${target}/merge?source=${source}`),
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  })
  const likeness = preview.data?.likeness
  return (
    <div className="column narrow stack">
      <header className="page-head">
        <h1>{words.title}</h1>
        {likeness && (
          <Pill tone={likeness.grade === 'certainly-not' ? 'red' : likeness.grade === 'possible' ? 'amber' : 'green'}>
            {words.grades[likeness.grade]}
          </Pill>
        )}
        <span className="row push">
          <Link className="btn" href={merge_place(source, target)} replace>
            {words.swap}
          </Link>
          <Link className="btn" href={merge_place(target)}>
            {words.choose_other}
          </Link>
        </span>
      </header>
      <RefusalNotice error={preview.error} again={() => void preview.refetch()} />
      {preview.isPending && <Waiting />}
      {preview.data && (
        <>
          <p className="muted">{preview.data.likeness.reasons.join('; ')}</p>
          <CompareCharts preview={preview.data} />
          <MergeOrder preview={preview.data} />
        </>
      )}
    </div>
  )
}

export default MergingPage
