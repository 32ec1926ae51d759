import { useState } from 'react'
import { Link } from 'wouter'
import { Button, show_moment } from '../../../../base/ui/index.ts'
import type { Chart } from '../../contract.ts'
import { use_words } from '../words.ts'
import type { Branch, Leaf } from './plan-tree.ts'
import './tree.css'

type TreeProps = {
  chart: Chart
  branches: Branch[]
  /** A sheet's id, "result:<id>" or "vitals". */
  at: string | undefined
  open: (place: string, item?: string) => void
}

export const RecordTree = ({ chart, branches, at, open }: TreeProps) => {
  const words = use_words()
  return (
    <nav className="tree" aria-label={words.tree}>
      <ul>
        {branches.map((branch) => (
          <BranchView key={branch.group} chart={chart} branch={branch} at={at} open={open} />
        ))}
      </ul>
      <Missing chart={chart} open={open} />
      <Earlier chart={chart} />
    </nav>
  )
}

const dot_of = { none: 'dot', open: 'dot open', done: 'dot done', signed: 'dot signed', alarm: 'dot alarm' } as const

const BranchView = ({ chart, branch, at, open }: Omit<TreeProps, 'branches'> & { branch: Branch }) => {
  const words = use_words()
  const record = chart.sheets.find((sheet) => sheet.kind === 'record')
  const stands_in =
    (branch.group === 'bia' || branch.group === 'tong-ket') && branch.leaves.length === 0 ? record : undefined
  const only = branch.leaves.length === 1 && branch.group === 'benh-an' ? branch.leaves[0] : undefined
  const flagged = branch.results.filter((result) => result.flagged).length
  const title = only ? sentence(only.sheet.title) : (words.groups[branch.group] ?? branch.group)
  const place = only?.sheet.id ?? branch.leaves[0]?.sheet.id ?? (branch.results[0] && `result:${branch.results[0].id}`)
  const go = () => {
    if (stands_in) open(stands_in.id, branch.group === 'bia' ? '#first' : '#last')
    else if (place) open(place)
  }
  const count = branch.leaves.length + branch.results.length
  return (
    <li>
      <button
        type="button"
        className={only && at === only.sheet.id ? 'leaf on' : 'leaf'}
        aria-current={only && at === only.sheet.id ? 'page' : undefined}
        disabled={!place && !stands_in}
        onClick={go}
      >
        <span className={dot_of[branch.state]} />
        {title}
        <i className={flagged > 0 ? 'red' : undefined}>
          {flagged > 0 ? words.abnormal(flagged) : only ? only.sheet.code : count > 0 ? count : ''}
        </i>
      </button>
      {!only && branch.leaves.map((leaf) => <LeafView key={leaf.sheet.id} leaf={leaf} at={at} open={open} />)}
      {branch.results.map((result) => (
        <button
          key={result.id}
          type="button"
          className={at === `result:${result.id}` ? 'leaf sub on' : 'leaf sub'}
          title={`${result.title} ${show_moment(result.at)}`}
          onClick={() => open(`result:${result.id}`)}
        >
          <span className="leaf-name">
            {show_short(result.at).slice(0, 5)} · {result.title}
          </span>
          {result.flagged && <span className="dot alarm push" />}
        </button>
      ))}
      {branch.group === 'cham-soc' && (
        <button type="button" className={at === 'vitals' ? 'leaf on' : 'leaf'} onClick={() => open('vitals')}>
          <span className={chart.vitals.length > 0 ? 'dot signed' : 'dot'} />
          {words.groups['chuc-nang-song']}
          <i>{words.curve}</i>
        </button>
      )}
    </li>
  )
}

/** "BỆNH ÁN NỘI KHOA" → "Bệnh án nội khoa": capitals belong on the paper. */
export const sentence = (title: string): string => {
  const text = title.toLocaleLowerCase('vi')
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)
}

const show_short = (at: string): string => {
  const [day = '', time = ''] = show_moment(at).split(' ')
  return `${day.slice(0, 5)} ${time}`.trim()
}

const LeafView = ({ leaf, at, open }: { leaf: Leaf; at: string | undefined; open: TreeProps['open'] }) => {
  const words = use_words()
  const { sheet, state } = leaf
  const is_here = at === sheet.id
  const named = sheet.group === 'to-dieu-tri' && sheet.slug === '36-BV2' ? '' : `${sentence(sheet.title)} · `
  const told = { signed: words.signed, done: words.to_sign, open: sheet.author || words.writing }[state]
  return (
    <button
      type="button"
      className={is_here ? 'leaf sub on' : 'leaf sub'}
      aria-current={is_here ? 'page' : undefined}
      title={`${sheet.title} ${show_moment(sheet.at)}`}
      onClick={() => open(sheet.id)}
    >
      <span className="leaf-name">
        {named}
        {show_short(sheet.at)} · {told}
      </span>
      {state === 'open' && <span className="dot open push" />}
    </button>
  )
}

const missing_first = 6

const Missing = ({ chart, open }: { chart: Chart; open: TreeProps['open'] }) => {
  const words = use_words()
  const [is_whole, set_whole] = useState(false)
  const record = chart.sheets.find((sheet) => sheet.kind === 'record')
  const lines = [
    ...chart.missing.map((one) => ({ ...one, label: one.label })),
    ...(record?.missing_signatures ?? []).map((label) => ({
      sheet: record?.id ?? '',
      item: '',
      label: words.signature_of(label),
    })),
  ]
  if (lines.length === 0) return null
  const shown = is_whole ? lines : lines.slice(0, missing_first)
  return (
    <section>
      <h4>{words.missing}</h4>
      {shown.map((one, index) => (
        <button key={index} type="button" className="leaf amber" onClick={() => open(one.sheet, one.item || undefined)}>
          <span className="leaf-name">{one.label}</span>
        </button>
      ))}
      {lines.length > missing_first && (
        <div className="tree-more">
          <Button look="link" onClick={() => set_whole(!is_whole)}>
            {is_whole ? words.less : words.more_missing(lines.length - missing_first)}
          </Button>
        </div>
      )}
    </section>
  )
}

const Earlier = ({ chart }: { chart: Chart }) => {
  const words = use_words()
  return (
    <section>
      <h4>{words.earlier}</h4>
      {chart.earlier.length === 0 && <p className="tree-none">{words.nothing_earlier}</p>}
      {chart.earlier.map((one) => (
        <Link key={one.encounter} href={`/benh-an/${one.encounter}`} className="leaf earlier">
          <span>
            {show_moment(one.from).slice(3, 10)} · {one.diagnosis || one.department}
          </span>
        </Link>
      ))}
    </section>
  )
}
