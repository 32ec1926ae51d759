import type { RoomStanding } from '../contract.ts'
import { Facts, HealthCard, type Fact } from './card.tsx'
import { say_bytes } from './say.ts'
import { use_words, type HealthWords } from './words.ts'

type Disk = { free: number; total: number }

const DiskBar = ({ disk, words }: { disk: Disk; words: HealthWords }) => (
  <>
    {words.disk_free(say_bytes(disk.free), say_bytes(disk.total))}
    <span className="health-bar" aria-hidden>
      <i style={{ width: `${Math.round((1 - disk.free / Math.max(1, disk.total)) * 100)}%` }} />
    </span>
  </>
)

const facts_of = (room: RoomStanding, words: HealthWords): Fact[] => [
  {
    label: words.database_size,
    value: say_bytes(room.database_bytes),
    note:
      room.growth_bytes_day === null
        ? words.growth_unknown
        : words.growth(say_bytes(Math.max(0, room.growth_bytes_day))),
  },
  {
    label: words.disk,
    value: room.disk ? <DiskBar disk={room.disk} words={words} /> : words.disk_unknown,
    note: room.days_left !== null && words.days_left(room.days_left.toLocaleString('vi-VN')),
  },
  ...(room.backup_disk ? [{ label: words.backup_disk, value: <DiskBar disk={room.backup_disk} words={words} /> }] : []),
  { label: words.connections, value: words.of(room.connections, room.connections_max) },
]

export const RoomCard = ({ room }: { room: RoomStanding }) => {
  const words = use_words()
  return (
    <HealthCard title={words.room} tone={room.tone}>
      <Facts facts={facts_of(room, words)} />
    </HealthCard>
  )
}
