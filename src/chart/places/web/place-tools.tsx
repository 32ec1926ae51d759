import { Button, Pill, show_moment } from '../../../base/ui/index.ts'
import type { Chosen } from './chosen-place.ts'
import type { PlaceAct } from './place-dialog.tsx'
import { use_words } from './words.ts'

type PlaceToolsProps = { chosen: Chosen; act: (act: PlaceAct) => void; reopen: (chosen: Chosen) => void }

/** What can be done with the chosen place; every act has its key. */
export const PlaceTools = ({ chosen, act, reopen }: PlaceToolsProps) => {
  const words = use_words()
  const room = chosen.kind === 'department' ? undefined : chosen.room
  return (
    <div className="places-tools">
      <span className="places-chosen">
        {chosen.kind !== 'department' && words[chosen.kind]} <b>{chosen.place.name}</b>
        {chosen.kind === 'bed' && chosen.place.taken && <Pill tone="brand">{words.taken}</Pill>}
        {!chosen.place.active && (
          <Pill>{words.closed_on(show_moment((chosen.place.closed_at ?? '').slice(0, 10)))}</Pill>
        )}
      </span>
      {chosen.department.active && (
        <Button shortcut="b" onClick={() => act({ kind: 'add-room', department: chosen.department })}>
          {words.add_room}
        </Button>
      )}
      {room && room.id !== '' && room.active && (
        <Button shortcut="g" onClick={() => act({ kind: 'add-beds', room })}>
          {words.add_beds}
        </Button>
      )}
      <Button shortcut="F2" onClick={() => act({ kind: 'rename', chosen })}>
        {words.rename}
      </Button>
      {chosen.place.active ? (
        <Button look="danger" shortcut="x" onClick={() => act({ kind: 'close', chosen })}>
          {words.close}
        </Button>
      ) : (
        <Button shortcut="x" onClick={() => reopen(chosen)}>
          {words.reopen}
        </Button>
      )}
    </div>
  )
}
