import type { ReactNode } from 'react'
import { RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { Sheet } from '../contract.ts'
import { use_form, use_refresh, use_sheet } from './chart-data.ts'
import type { Person } from './chart-data.ts'
import type { View } from './entry/entry-pane.tsx'
import { SheetDesk } from './sheet-desk.tsx'

type SheetRoomProps = {
  sheet: string
  encounter: string
  person: Person
  view: View
  set_view: (view: View) => void
  tools: ReactNode
  wanted: string | undefined
  show_entry: () => void
  compares: boolean
  compare: () => void
  close_compare: () => void
  sign_notes?: ((sheet: Sheet) => ReactNode) | undefined
}

/** Fetches a sheet and its form; each fresh copy gets a desk of its own. */
export const SheetRoom = ({ sheet: id, encounter, wanted, ...rest }: SheetRoomProps) => {
  const refresh = use_refresh(encounter)
  const sheet = use_sheet(id)
  const form = use_form(sheet.data?.slug)
  const error = sheet.error ?? form.error
  if (error)
    return (
      <section className="stage">
        <div className="tools">{rest.tools}</div>
        <RefusalNotice error={error} again={() => void sheet.refetch()} />
      </section>
    )
  if (!sheet.data || !form.data) return <Waiting />
  return (
    <SheetDesk
      key={`${id}/${sheet.dataUpdatedAt}/${wanted ?? ''}`}
      sheet={sheet.data}
      form={form.data}
      wanted={wanted}
      moved={() => void refresh(id)}
      {...rest}
    />
  )
}
