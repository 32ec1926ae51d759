import { Empty, show_moment } from '../../../base/ui/index.ts'
import type { BedPlace, DepartmentPlace, RoomPlace } from '../contract.ts'
import { use_words } from './words.ts'

type Choice = { chosen: string; choose: (id: string) => void }

export const DepartmentRooms = ({ department, ...choice }: Choice & { department: DepartmentPlace }) => {
  const words = use_words()
  if (department.rooms.length === 0) return <Empty title={words.no_rooms}>{words.no_rooms_note}</Empty>
  return (
    <ul className="places-rooms">
      {department.rooms.map((room) => (
        <RoomRow key={room.id} room={room} {...choice} />
      ))}
    </ul>
  )
}

const RoomRow = ({ room, chosen, choose }: Choice & { room: RoomPlace }) => {
  const words = use_words()
  return (
    <li className={room.active ? 'card' : 'card closed'}>
      {room.id === '' ? (
        <span className="place-room">{words.loose}</span>
      ) : (
        <button
          type="button"
          className="place-room"
          data-place={room.id}
          data-chosen={room.id === chosen || undefined}
          onFocus={() => choose(room.id)}
        >
          {room.name}
          {!room.active && <small>{words.closed_on(show_moment((room.closed_at ?? '').slice(0, 10)))}</small>}
        </button>
      )}
      <div className="place-beds">
        {room.beds.map((bed) => (
          <BedChip key={bed.id} bed={bed} is_chosen={bed.id === chosen} choose={choose} />
        ))}
        {room.beds.length === 0 && <small className="muted">{words.no_beds}</small>}
      </div>
    </li>
  )
}

const BedChip = ({ bed, is_chosen, choose }: { bed: BedPlace; is_chosen: boolean; choose: (id: string) => void }) => {
  const words = use_words()
  const state = bed.active ? (bed.taken ? words.taken : words.free) : words.closed
  const look = bed.active ? (bed.taken ? ' taken' : '') : ' closed'
  return (
    <button
      type="button"
      className={`place-bed${look}`}
      data-place={bed.id}
      data-chosen={is_chosen || undefined}
      aria-label={`${bed.name}, ${state}`}
      title={bed.closed_at ? words.closed_on(show_moment(bed.closed_at.slice(0, 10))) : state}
      onFocus={() => choose(bed.id)}
    >
      {bed.name}
    </button>
  )
}
