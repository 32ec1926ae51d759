import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ask, Button, Empty, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { Department, WardRow } from '../../../chart/encounters/contract.ts'
import { filter_rows } from './filter-rows.ts'
import { WardTable } from './ward-table.tsx'
import './ward.css'
import { use_words } from './words.ts'

const fresh_ms = 60_000

const WardPage = ({ department, may_register }: { department: string; may_register: boolean }) => {
  const words = use_words()
  const [, go] = useLocation()
  const [text, set_text] = useState('')
  const [only_alerts, set_only_alerts] = useState(false)
  const departments = useQuery({ queryKey: ['departments'], queryFn: () => ask<Department[]>('/departments') })
  const ward = useQuery({
    queryKey: ['ward', department],
    queryFn: () => ask<WardRow[]>(`/wards/${department}`),
    refetchInterval: fresh_ms,
  })
  const rows = useMemo(() => filter_rows(ward.data ?? [], text, only_alerts), [ward.data, text, only_alerts])
  useEffect(() => {
    document.title = words.title
  }, [words])
  if (departments.data?.length === 0) return <Empty title={words.no_departments}>{words.no_departments_note}</Empty>
  const alerts = (ward.data ?? []).filter((row) => row.alerts.length > 0).length
  return (
    <div className="ward">
      <header className="ward-head">
        <h1 className="sr">{words.title}</h1>
        <select
          className="box ward-choice"
          aria-label={words.department}
          value={department}
          onChange={(event) => go(`/khoa/${event.target.value}`)}
        >
          <option value="all">{words.all}</option>
          {(departments.data ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {one.name} ({one.inpatients})
            </option>
          ))}
        </select>
        <input
          className="box ward-filter"
          aria-label={words.filter}
          placeholder={words.filter}
          value={text}
          onChange={(event) => set_text(event.target.value)}
        />
        <label className="tick">
          <input type="checkbox" checked={only_alerts} onChange={(event) => set_only_alerts(event.target.checked)} />
          {words.only_alerts}
        </label>
        <span className="muted push">{ward.data && words.total(ward.data.length, alerts)}</span>
      </header>
      {ward.isPending && <Waiting />}
      <RefusalNotice error={ward.error ?? departments.error} again={() => void ward.refetch()} />
      {ward.data && rows.length > 0 && <WardTable rows={rows} shows_department={department === 'all'} />}
      {ward.data && ward.data.length === 0 && (
        <Empty title={words.none}>
          {words.none_note}
          <br />
          {may_register && (
            <Link className="btn" href="/dang-ky">
              {words.register}
            </Link>
          )}
        </Empty>
      )}
      {ward.data && ward.data.length > 0 && rows.length === 0 && (
        <Empty title={words.none_filtered}>
          <Button
            onClick={() => {
              set_text('')
              set_only_alerts(false)
            }}
          >
            {words.clear_filter}
          </Button>
        </Empty>
      )}
    </div>
  )
}

export default WardPage
