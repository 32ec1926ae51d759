import { useState } from 'react'
import { Link } from 'wouter'
import { Button } from '../../../base/ui/index.ts'
import type { NationalFault, NationalVisit } from '../contract.ts'
import { use_words } from './visits-words.ts'

const shown_max = 4

/** Where a fault is mended: the person's own page, the settings, or the chart. */
const person_fields = new Set([
  ...['HO_TEN', 'SO_CCCD', 'NGAY_SINH', 'GIOI_TINH', 'MA_QUOCTICH', 'MA_DANTOC', 'MA_NGHE_NGHIEP', 'DIA_CHI'],
  ...['MATINH_CU_TRU', 'MAXA_CU_TRU', 'DIEN_THOAI', 'MA_THE_BHYT', 'MA_DKBD', 'GT_THE_TU', 'GT_THE_DEN'],
])

const place_of = ({ field }: NationalFault): 'person' | 'settings' | 'chart' =>
  field === 'MA_TTDV' ? 'settings' : person_fields.has(field) ? 'person' : 'chart'

/** What is wrong, in words a clerk knows, and the way to where it is put right. */
export const FaultList = ({ visit, may_open }: { visit: NationalVisit; may_open: boolean }) => {
  const words = use_words()
  const { faults } = visit.national
  const [is_whole, show_whole] = useState(false)
  const places = new Set(faults.map(place_of))
  return (
    <>
      <ul className="fault-list">
        {faults.slice(0, is_whole ? undefined : shown_max).map((fault) => (
          <li key={`${fault.table} ${fault.row} ${fault.field}`}>
            <b>{fault.label}</b> {fault.message}
            <small className="muted">
              {' '}
              {fault.table}.{fault.field}
              {place_of(fault) === 'settings' && ` · ${words.mend.settings}`}
            </small>
          </li>
        ))}
        {faults.length > shown_max && !is_whole && (
          <li>
            <Button look="link" onClick={() => show_whole(true)}>
              {words.more_faults(faults.length - shown_max)}
            </Button>
          </li>
        )}
      </ul>
      <span className="visit-links">
        {places.has('person') && <Link href={`/nguoi-benh/${visit.patient}`}>{words.mend.person}</Link>}
        {places.has('chart') && may_open && <Link href={`/benh-an/${visit.encounter}`}>{words.mend.chart}</Link>}
      </span>
    </>
  )
}
