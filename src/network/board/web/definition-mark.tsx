import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { ask, Dialog, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { Catalogue } from '../../oversight-reports/contract.ts'
import { use_words } from './words.ts'

type DefinitionMarkProps = {
  title: string
  /** Names of figures in the reports' catalogue: a figure means the same on the board and in a report. */
  figures: readonly string[]
  /** When they were counted; '' when nothing was counted yet. */
  at: string
  /** What more is to be said of them here: the day they are of, the rule they go by. */
  children?: ReactNode
}

/** What the figures of a tile count, over which time, from which source, and when they were counted. */
export const DefinitionMark = (props: DefinitionMarkProps) => {
  const words = use_words()
  const [is_open, open] = useState(false)
  return (
    <>
      <button
        type="button"
        className="tile-mark"
        aria-label={words.what_is(props.title)}
        title={words.what_is(props.title)}
        onClick={() => open(true)}
      >
        ?
      </button>
      {is_open && <DefinitionDialog {...props} close={() => open(false)} />}
    </>
  )
}

const DefinitionDialog = ({ title, figures, at, children, close }: DefinitionMarkProps & { close: () => void }) => {
  const words = use_words()
  const catalogue = useQuery({
    queryKey: ['hub', 'reports', 'catalogue'],
    queryFn: () => ask<Catalogue>('/hub/reports/catalogue'),
  })
  const known = figures.flatMap((name) => catalogue.data?.figures.find((one) => one.name === name) ?? [])
  return (
    <Dialog title={title} close={close}>
      <RefusalNotice error={catalogue.error} />
      {!catalogue.data && !catalogue.error && <Waiting />}
      <dl className="definitions">
        {known.map(({ name, label, definition }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{definition}</dd>
          </div>
        ))}
      </dl>
      {children && <p className="small">{children}</p>}
      <p className="small">
        <b>{at ? words.counted_at(show_moment(at)) : words.never_counted}</b>
      </p>
      <p className="small">
        <Link href="/so/lien-thong/cach-tinh" onClick={close}>
          {words.all_definitions}
        </Link>
      </p>
    </Dialog>
  )
}
