import { useState } from 'react'
import { ask, Button, Empty, FormDialog, Notice, RefusalNotice, say_done, TextField } from '../../../base/ui/index.ts'
import { ComparePeople } from '../../mailbox/web/compare-people.tsx'
import type { FoundPersons, Lineage, PersonLine } from '../contract.ts'
import { find_persons } from './find-persons.ts'
import { use_words } from './words.ts'

const reason_min = 5

/** A person as the comparison sees her: the numbers of all her lines. */
const whole_of = (lines: PersonLine[]) => {
  const [standing] = lines
  return standing && { ...standing, identifiers: lines.flatMap(({ numbers }) => numbers) }
}

const cccd_of = (lines: PersonLine[]): string[] =>
  lines.flatMap(({ numbers }) =>
    numbers.filter(({ system, stands }) => stands && system.endsWith('/cccd')).map(({ value }) => value),
  )

const Found = ({ found, mine }: { found: FoundPersons; mine: PersonLine[] }) => {
  const words = use_words()
  const [other] = found.persons
  const [stays, goes] = [whole_of(mine), other && whole_of(other.lines)]
  if (!other || !stays || !goes) return <Empty title={words.unknown}>{words.unknown_note}</Empty>
  if (goes.id === stays.id) return <Notice>{words.join_same}</Notice>
  const differ = cccd_of(other.lines).some((one) => cccd_of(mine).some((own) => own !== one))
  return (
    <>
      {differ && <Notice tone="red">{words.join_numbers}</Notice>}
      <ComparePeople
        sides={[
          { title: words.stays, person: stays },
          { title: words.goes_in, person: goes },
        ]}
      />
    </>
  )
}

type JoinDialogProps = { standing: PersonLine; lines: PersonLine[]; done: () => void; close: () => void }

/** Another person is found by her number, both stand side by side, and somebody says they are one. */
export const JoinDialog = ({ standing, lines, done, close }: JoinDialogProps) => {
  const words = use_words()
  const [reason, set_reason] = useState('')
  const [number, set_number] = useState('')
  const [facility, set_facility] = useState('')
  const [found, set_found] = useState<FoundPersons>()
  const [error, set_error] = useState<unknown>()
  const has_reason = reason.trim().length >= reason_min
  const other: Lineage | undefined = found?.persons[0]
  const source = other?.lines[0]?.id
  const find = () => {
    set_error(undefined)
    set_found(undefined)
    void find_persons({ number, facility, reason }).then(set_found, set_error)
  }
  const send = async () => {
    await ask('/citizens/merge', { body: { source, target: standing.id, reason: reason.trim() } })
    say_done(words.joined)
    done()
  }
  return (
    <FormDialog
      title={words.join_title}
      act={words.join}
      wide
      ready={has_reason && source !== undefined && source !== standing.id}
      note={words.join_note}
      send={send}
      close={close}
    >
      <div className="stack">
        <TextField label={words.join_reason} required value={reason} change={set_reason} first />
        <div className="citizen-ask other">
          <TextField label={words.number} required hint={words.number_hint} value={number} change={set_number} />
          <TextField label={words.facility} hint={words.facility_hint} value={facility} change={set_facility} />
          <Button disabled={!has_reason || number.trim() === ''} onClick={find}>
            {words.join_find}
          </Button>
        </div>
        <RefusalNotice error={error} />
        {found && <Found found={found} mine={lines} />}
      </div>
    </FormDialog>
  )
}
