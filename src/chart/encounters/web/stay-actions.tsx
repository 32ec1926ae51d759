import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../base/ui/index.ts'
import { DischargeDialog } from './discharge-dialog.tsx'
import './encounters.css'
import { TransferDialog } from './transfer-dialog.tsx'
import { use_words } from './words.ts'

export type StayFacts = { id: string; is_open: boolean; department: string; diagnosis: { text: string; code: string } }

type StayActionsProps = { stay: StayFacts; rights: string[]; close: () => void }

/** What can be done to a stay, for the chart's menu. */
export const StayActions = ({ stay, rights, close }: StayActionsProps) => {
  const words = use_words()
  const client = useQueryClient()
  const [open, set_open] = useState<'transfer' | 'discharge' | null>(null)
  const done = () => {
    set_open(null)
    close()
    void client.invalidateQueries()
  }
  if (!stay.is_open) return null
  return (
    <>
      {rights.includes('stay.transfer') && (
        <Button look="quiet" onClick={() => set_open('transfer')}>
          {words.transfer}
        </Button>
      )}
      {rights.includes('stay.discharge') && (
        <Button look="quiet" onClick={() => set_open('discharge')}>
          {words.discharge}
        </Button>
      )}
      {open === 'transfer' && <TransferDialog stay={stay} done={done} close={() => set_open(null)} />}
      {open === 'discharge' && <DischargeDialog stay={stay} done={done} close={() => set_open(null)} />}
    </>
  )
}
