import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { ask, Button, Empty, RefusalNotice, show_moment, Waiting } from '../../../base/ui/index.ts'
import type { MergeLine, MergeParty } from '../contract.ts'
import { UnmergeDialog } from './unmerge-dialog.tsx'
import { use_words } from './words.ts'

/** What was merged, the newest first; what stands can be taken apart. */
export const MergeList = () => {
  const words = use_words()
  const client = useQueryClient()
  const [undone, set_undone] = useState<MergeLine>()
  const list = useQuery({ queryKey: ['merges'], queryFn: () => ask<MergeLine[]>('/merges') })
  if (list.isPending) return <Waiting />
  return (
    <section className="stack">
      <h2>{words.list}</h2>
      <RefusalNotice error={list.error} again={() => void list.refetch()} />
      {list.data?.length === 0 && <Empty title={words.list_none}>{words.list_none_note}</Empty>}
      {list.data && list.data.length > 0 && <MergeTable lines={list.data} undo={set_undone} />}
      {undone && (
        <UnmergeDialog
          merge={undone}
          close={() => {
            set_undone(undefined)
            void client.invalidateQueries()
          }}
        />
      )}
    </section>
  )
}

/** A chart that was merged away has no page of its own. */
const Party = ({ party, has_page }: { party: MergeParty; has_page: boolean }) => (
  <>
    {has_page ? <Link href={`/nguoi-benh/${party.id}`}>{party.name || party.id}</Link> : party.name || party.id}{' '}
    <small className="muted code">{party.patient_code}</small>
  </>
)

const MergeTable = ({ lines, undo }: { lines: MergeLine[]; undo: (line: MergeLine) => void }) => {
  const words = use_words()
  return (
    <div className="card scroll-x">
      <table className="merge-list">
        <thead>
          <tr>
            {[words.at, words.went, words.into, words.count, words.why, words.by].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id} className={line.undone ? 'over' : undefined}>
              <td data-label={words.at}>{show_moment(line.at)}</td>
              <td data-label={words.went}>
                <Party party={line.source} has_page={line.undone !== undefined} />
              </td>
              <td data-label={words.into}>
                <Party party={line.target} has_page />
              </td>
              <td data-label={words.count}>{line.moved}</td>
              <td data-label={words.why}>
                {line.reason}
                {line.undone && (
                  <small className="undone">
                    {words.undone(line.undone.by, show_moment(line.undone.at))} · {line.undone.reason}
                  </small>
                )}
              </td>
              <td data-label={words.by}>{line.by}</td>
              <td className="act">{!line.undone && <Button onClick={() => undo(line)}>{words.undo}</Button>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
