import { useEffect, useRef, useState } from 'react'
import { Button, Empty, RefusalNotice, use_keys, Waiting } from '../../../base/ui/index.ts'
import { count_beds } from './chosen-place.ts'
import { DepartmentList } from './department-list.tsx'
import { DepartmentRooms } from './department-rooms.tsx'
import { PlaceDialog, type PlaceAct } from './place-dialog.tsx'
import { PlaceTools } from './place-tools.tsx'
import './places.css'
import { use_places } from './use-places.ts'
import { walk } from './walk.ts'
import { use_words } from './words.ts'

const PlacesPage = () => {
  const words = use_words()
  const { places, departments, chosen, choose, shows_closed, show_closed, reopen, fresh, error } = use_places()
  const [act, set_act] = useState<PlaceAct>()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    document.title = words.title
  }, [words])

  const begin = (next: PlaceAct | undefined) => next && set_act(next)
  const room = chosen && chosen.kind !== 'department' && chosen.room.id !== '' ? chosen.room : undefined
  use_keys(words.keys, [
    { key: 'ArrowDown', label: words.move, run: () => walk(box.current, 1, 'row') },
    { key: 'ArrowUp', label: words.move, run: () => walk(box.current, -1, 'row'), hidden: true },
    { key: 'ArrowRight', label: words.move, run: () => walk(box.current, 1, 'each'), hidden: true },
    { key: 'ArrowLeft', label: words.move, run: () => walk(box.current, -1, 'each'), hidden: true },
    { key: 'k', label: words.add_department, run: () => begin({ kind: 'add-department' }) },
    {
      key: 'b',
      label: words.add_room,
      run: () => begin(chosen && { kind: 'add-room', department: chosen.department }),
    },
    { key: 'g', label: words.add_beds, run: () => begin(room && { kind: 'add-beds', room }) },
    { key: 'F2', label: words.rename, run: () => begin(chosen && { kind: 'rename', chosen }) },
    {
      key: 'x',
      label: chosen?.place.active === false ? words.reopen : words.close,
      run: () => chosen && (chosen.place.active ? begin({ kind: 'close', chosen }) : reopen(chosen)),
    },
  ])
  if (places.isPending) return <Waiting />
  const { rooms, beds, taken } = count_beds(departments)
  return (
    <div className="places" ref={box}>
      <header className="places-head">
        <h1>{words.title}</h1>
        <span className="muted">{words.summary(departments.length, rooms, beds, taken)}</span>
        <label className="tick push">
          <input type="checkbox" checked={shows_closed} onChange={(event) => show_closed(event.target.checked)} />
          {words.show_closed}
        </label>
        <Button shortcut="k" onClick={() => begin({ kind: 'add-department' })}>
          {words.add_department}
        </Button>
      </header>
      <RefusalNotice error={places.error ?? error} again={places.error ? () => void places.refetch() : undefined} />
      {chosen ? (
        <div className="places-both">
          <DepartmentList
            departments={departments}
            here={chosen.department.id}
            chosen={chosen.place.id}
            choose={choose}
            enter={() => walk(box.current, 1, 'inside')}
          />
          <section className="places-inside" aria-label={words.rooms}>
            <h2>
              {chosen.department.name} <small className="muted">{words.inpatients(chosen.department.inpatients)}</small>
            </h2>
            <PlaceTools chosen={chosen} act={set_act} reopen={reopen} />
            <DepartmentRooms department={chosen.department} chosen={chosen.place.id} choose={choose} />
          </section>
        </div>
      ) : (
        !places.error && <Empty title={words.none}>{words.none_note}</Empty>
      )}
      {act && (
        <PlaceDialog
          act={act}
          close={() => set_act(undefined)}
          done={(id) => {
            set_act(undefined)
            void fresh().then(() => id && choose(id))
          }}
        />
      )}
    </div>
  )
}

export default PlacesPage
