import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ask,
  Dialog,
  FormDialog,
  LinesField,
  Notice,
  RefusalNotice,
  say_done,
  show_moment,
  Waiting,
} from '../../../base/ui/index.ts'
import { ComparePeople } from '../../mailbox/web/compare-people.tsx'
import type { Parted, Parting, PartingSide, PartingWish } from '../contract.ts'
import { number_key, paper_key, type Chosen } from './chosen.ts'
import { LearntPart, LooksPart, NumbersPart, PapersPart, type SideNames } from './part-sections.tsx'
import { use_words } from './words.ts'

const wish_of = (parting: Parting, chosen: Chosen, rest: { reason: string; forgets: boolean }): PartingWish => {
  const { source, papers, numbers } = parting
  const side_of = (key: string, sorted: PartingSide) => chosen[key] ?? sorted
  const on = (side: PartingSide) =>
    papers.filter((one) => side_of(paper_key(one.number), one.side) === side).map(({ number }) => number)
  return {
    ...{ source: source.id, ...rest, goes: on('source'), stays: on('target') },
    numbers: numbers
      .filter((one) => side_of(number_key(one), one.side) === 'source')
      .map(({ system, value }) => ({ system, value })),
  }
}

const names_of = ({ source, target }: Parting, roles: SideNames): SideNames => {
  const [mine, hers] = [source.names[0] ?? '', target.names[0] ?? '']
  return mine === '' || hers === '' || mine === hers ? roles : { source: mine, target: hers }
}

type PartFormProps = { parting: Parting; done: (parted: Parted) => void; close: () => void }

const PartForm = ({ parting, done, close }: PartFormProps) => {
  const words = use_words()
  const [chosen, set_chosen] = useState<Chosen>({})
  const [forgets, set_forgets] = useState(true)
  const [reason, set_reason] = useState('')
  const choose = (key: string, side: PartingSide) => set_chosen({ ...chosen, [key]: side })
  const open = parting.papers.filter((one) => (chosen[paper_key(one.number)] ?? one.side) === 'unclear').length
  const has_learnt = parting.learnt.length > 0
  const send = async () => {
    const wish = wish_of(parting, chosen, { reason: reason.trim(), forgets: forgets && has_learnt })
    const parted = await ask<Parted>('/citizens/unmerge', { body: wish })
    say_done(words.parted)
    done(parted)
  }
  const { source, target } = parting
  const names = names_of(parting, { source: words.source, target: words.target })
  return (
    <FormDialog
      title={words.part_title}
      act={words.part_act}
      look="danger"
      wide
      ready={open === 0 && reason.trim() !== ''}
      note={open > 0 ? words.to_choose(open) : undefined}
      send={send}
      close={close}
    >
      <div className="stack citizen-parting">
        <Notice>{words.part_intro(show_moment(parting.since))}</Notice>
        <ComparePeople
          sides={[
            { title: words.source, person: { ...source, identifiers: source.numbers } },
            { title: words.target, person: { ...target, identifiers: target.numbers } },
          ]}
        />
        <PapersPart papers={parting.papers} names={names} chosen={chosen} choose={choose} />
        <NumbersPart numbers={parting.numbers} names={names} chosen={chosen} choose={choose} />
        <LearntPart learnt={parting.learnt} forgets={forgets} change={set_forgets} />
        <LooksPart looks={parting.looks} />
        <LinesField label={words.part_reason} required rows={2} value={reason} change={set_reason} />
      </div>
    </FormDialog>
  )
}

type PartDialogProps = { person: string; done: (parted: Parted) => void; close: () => void }

/** Two who were merged by mistake: what came while they were one is sorted, and they are two again. */
export const PartDialog = ({ person, done, close }: PartDialogProps) => {
  const words = use_words()
  const parting = useQuery({
    queryKey: ['hub', 'parting', person],
    queryFn: () => ask<Parting>(`/citizens/${person}/parting`),
    // What stands in the form must not change under the hand; the server says when something came meanwhile.
    staleTime: Infinity,
    gcTime: 0,
  })
  if (parting.data) return <PartForm parting={parting.data} done={done} close={close} />
  return (
    <Dialog title={words.part_title} wide close={close}>
      <RefusalNotice error={parting.error} />
      {parting.isPending && <Waiting />}
    </Dialog>
  )
}
