import { useQuery } from '@tanstack/react-query'
import { ask, Notice, RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { ForeignStay as Stay } from '../contract.ts'
import './letter.css'
import { Sections } from './letter-paper.tsx'
import { use_words } from './words.ts'

/** A stay another house wrote, in the words of its file: in the place of the sheets it does not have. */
export const ForeignStay = ({ encounter }: { encounter: string }) => {
  const words = use_words()
  const stay = useQuery({
    queryKey: ['exchange', 'foreign-stay', encounter],
    queryFn: () => ask<Stay>(`/exchange/foreign-stays/${encounter}`),
  })
  if (stay.error) return <RefusalNotice error={stay.error} again={() => void stay.refetch()} />
  if (!stay.data) return <Waiting />
  return (
    <div className="foreign-stay card">
      <Notice tone="amber">{words.imports.of_house(stay.data.house)}</Notice>
      <Sections sections={stay.data.sections} />
    </div>
  )
}
