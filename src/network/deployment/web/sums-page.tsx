import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ask, Empty, query_string, RefusalNotice, Segments, Waiting } from '../../../base/ui/index.ts'
import '../../board/web/board.css'
import type { Register, RegisterSums } from '../contract.ts'
import { kinds_of_part, part_of_kind } from '../registers/part-of-kind.ts'
import './deployment.css'
import './register.css'
import './sums.css'
import { FacilitySums, PartSums, Silent, SumTiles } from './sums-tables.tsx'
import { SumLines } from './sums-lines.tsx'
import type { Asked } from './sums-values.ts'
import { use_sums_words } from './sums-words.ts'
import { TableActs } from './table-acts.tsx'
import { use_definitions } from './use-definitions.ts'
import { use_words } from './words.ts'

const everything: Asked = { part: '', facility: '', only: '', state: '', search: '' }
const first_kind = 'equipment'

type SumsPageProps = { kind: string | undefined; may_decide: boolean }

/** One register over all facilities: how it adds up by status and by facility where it adds up, its lines, and who has none. */
const SumsPage = ({ kind = first_kind, may_decide }: SumsPageProps) => {
  const words = use_sums_words()
  const [asked, choose] = useState(everything)
  const definitions = use_definitions()
  const query = query_string(asked)
  const page = useQuery({
    queryKey: ['board', 'registers', kind, query],
    queryFn: () => ask<RegisterSums>(`/board/registers/${encodeURIComponent(kind)}${query}`),
    placeholderData: (before) => (before?.kind === kind ? before : undefined),
  })
  const register = definitions.data?.registers.find((one) => one.kind === kind)
  useEffect(() => {
    document.title = register ? `${words.title}: ${register.name}` : words.title
  }, [words, register])
  const error = page.error ?? definitions.error
  return (
    <div className="column dep-column board">
      <header className="page-head wrap">
        <h1>{words.title}</h1>
        <span className="muted small">{register?.source}</span>
        <span className="push">
          <TableActs what={kind} may_import={may_decide} />
        </span>
      </header>
      {definitions.data && <Kinds kind={kind} registers={definitions.data.registers} />}
      <RefusalNotice error={error} />
      {page.data && register ? <Sums page={page.data} {...{ register, asked, choose }} /> : !error && <Waiting />}
    </div>
  )
}

/** Some twenty registers, in the groups in which a facility's page keeps them: one group is open at a time. */
const Kinds = ({ kind, registers }: { kind: string; registers: Register[] }) => {
  const words = use_sums_words()
  const { parts } = use_words()
  const [, go] = useLocation()
  const open = part_of_kind(kind)
  return (
    <nav className="sums-kinds" aria-label={words.kind}>
      <Segments
        label={words.groups}
        value={open}
        options={Object.keys(kinds_of_part).map((value) => ({ value, label: parts[value] ?? value }))}
        choose={(group) => go(`/so/so-tong-hop/${kinds_of_part[group]?.[0] ?? first_kind}`)}
      />
      <span className="dep-tabs">
        {registers
          .filter((one) => part_of_kind(one.kind) === open)
          .map((one) => (
            <Link
              key={one.kind}
              href={`/so/so-tong-hop/${one.kind}`}
              aria-current={one.kind === kind ? 'page' : undefined}
            >
              {one.name}
            </Link>
          ))}
      </span>
    </nav>
  )
}

type SumsProps = { page: RegisterSums; register: Register; asked: Asked; choose: (asked: Asked) => void }

const Sums = ({ page, register, asked, choose }: SumsProps) => {
  const words = use_sums_words()
  if (page.total.lines + page.voided === 0)
    return (
      <>
        <div className="card">
          <Empty title={words.nothing}>{words.nothing_note}</Empty>
        </div>
        <Silent page={page} />
      </>
    )
  return (
    <>
      <SumTiles page={page} register={register} />
      {register.sums && (
        <div className="sums-two">
          <PartSums {...{ page, register, asked, choose }} />
          <FacilitySums {...{ page, register, asked, choose }} />
        </div>
      )}
      <Silent page={page} />
      <SumLines {...{ page, register, asked, choose }} />
    </>
  )
}

export default SumsPage
