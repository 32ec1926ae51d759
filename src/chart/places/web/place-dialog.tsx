import { useState } from 'react'
import type { ReactNode } from 'react'
import { FormDialog, say_done, TextField } from '../../../base/ui/index.ts'
import type { DepartmentPlace, RoomPlace } from '../contract.ts'
import { read_bed_names } from './bed-names.ts'
import { count_inside, type Chosen } from './chosen-place.ts'
import { add_beds, add_department, add_room, close_place, rename_place } from './place-acts.ts'
import { use_words, type Words } from './words.ts'

export type PlaceAct =
  | { kind: 'add-department' }
  | { kind: 'add-room'; department: DepartmentPlace }
  | { kind: 'add-beds'; room: RoomPlace }
  | { kind: 'rename'; chosen: Chosen }
  | { kind: 'close'; chosen: Chosen }

type DialogProps = {
  /** The place to go to once it is done. */
  done: (id: string | undefined) => void
  close: () => void
}

type FrameProps = DialogProps & {
  title: string
  button: string
  said: string
  ready: boolean
  send: () => Promise<{ ids: string[] }>
  children: ReactNode
}

/** A question, its refusal in place, and one button. */
const Frame = ({ title, button, said, ready, send, done, close, children }: FrameProps) => {
  const save = async () => {
    const { ids } = await send()
    say_done(said)
    done(ids[0])
  }
  return (
    <FormDialog title={title} act={button} ready={ready} send={save} close={close}>
      {children}
    </FormDialog>
  )
}

const AddDepartment = (props: DialogProps) => {
  const words = use_words()
  const [code, set_code] = useState('')
  const [name, set_name] = useState('')
  return (
    <Frame
      {...props}
      title={words.add_department}
      button={words.add}
      said={words.done_added}
      ready={code.trim() !== '' && name.trim() !== ''}
      send={() => add_department(code, name)}
    >
      <TextField label={words.code} hint={words.code_hint} value={code} change={set_code} required first />
      <TextField label={words.name} value={name} change={set_name} required />
    </Frame>
  )
}

const AddRoom = ({ department, ...props }: DialogProps & { department: DepartmentPlace }) => {
  const words = use_words()
  const [name, set_name] = useState('')
  return (
    <Frame
      {...props}
      title={`${words.add_room} · ${department.name}`}
      button={words.add}
      said={words.done_added}
      ready={name.trim() !== ''}
      send={() => add_room(department.id, name)}
    >
      <TextField label={words.name} value={name} change={set_name} required first />
    </Frame>
  )
}

const AddBeds = ({ room, ...props }: DialogProps & { room: RoomPlace }) => {
  const words = use_words()
  const [typed, set_typed] = useState('')
  const names = read_bed_names(typed)
  return (
    <Frame
      {...props}
      title={`${words.add_beds} · ${room.name}`}
      button={words.add}
      said={words.done_added}
      ready={names.length > 0}
      send={() => add_beds(room.id, names)}
    >
      <TextField
        label={words.bed_names}
        hint={names.length > 1 ? words.bed_names_read(names) : words.bed_names_hint}
        value={typed}
        change={set_typed}
        required
        first
      />
    </Frame>
  )
}

/** A department's name says itself what it is. */
const name_of = ({ kind, place }: Chosen, words: Words): string =>
  kind === 'department' ? place.name : `${words[kind].toLocaleLowerCase('vi')} ${place.name}`

const Rename = ({ chosen, ...props }: DialogProps & { chosen: Chosen }) => {
  const words = use_words()
  const [name, set_name] = useState(chosen.place.name)
  return (
    <Frame
      {...props}
      title={`${words.rename} · ${name_of(chosen, words)}`}
      button={words.save}
      said={words.done_renamed}
      ready={name.trim() !== '' && name !== chosen.place.name}
      send={() => rename_place(chosen, name)}
    >
      <TextField label={words.name} value={name} change={set_name} required first />
    </Frame>
  )
}

const Close = ({ chosen, ...props }: DialogProps & { chosen: Chosen }) => {
  const words = use_words()
  const inside = count_inside(chosen)
  return (
    <Frame
      {...props}
      title={words.close_question(name_of(chosen, words))}
      button={words.close}
      said={words.done_closed}
      ready
      send={() => close_place(chosen)}
    >
      {inside > 0 && <p>{words.close_inside(inside)}</p>}
      <p className="muted">{words.close_note}</p>
    </Frame>
  )
}

export const PlaceDialog = ({ act, ...props }: DialogProps & { act: PlaceAct }) => {
  switch (act.kind) {
    case 'add-department':
      return <AddDepartment {...props} />
    case 'add-room':
      return <AddRoom {...props} department={act.department} />
    case 'add-beds':
      return <AddBeds {...props} room={act.room} />
    case 'rename':
      return <Rename {...props} chosen={act.chosen} />
    case 'close':
      return <Close {...props} chosen={act.chosen} />
  }
}
