import { useQuery } from '@tanstack/react-query'
import { ask, Pill, RefusalNotice, show_moment } from '../../../base/ui/index.ts'
import type { GivenAt, LetterView } from '../contract.ts'
import { use_words } from './words.ts'

const fresh_ms = 15_000
const shown = (value: number): string => String(value).replace('.', ',')

const House = ({ house }: { house: GivenAt }) => {
  const words = use_words()
  const given = house.lines.map(({ name, quantity, unit }) => `${name} ${shown(quantity)} ${unit.toLowerCase()}`)
  return (
    <small className={house.state === 'rejected' ? 'red rx-held' : 'muted rx-held'}>
      {house.house}: {words.house_states[house.state] ?? house.state}
      {given.length > 0 && ` ${given.join(' · ')}`}
      {house.reason && ` – ${house.reason}`}
      {house.state !== 'waiting' && `, ${show_moment(house.at.slice(0, 16))}`}
    </small>
  )
}

/** How far a prescription came by the hub, and what became of it at the pharmacy the person named. */
export const LetterMark = ({ code }: { code: string }) => {
  const words = use_words()
  const { data: letter, error } = useQuery({
    queryKey: ['prescription-letter', code],
    queryFn: () => ask<LetterView>(`/prescriptions/${encodeURIComponent(code)}/letter`),
    refetchInterval: fresh_ms,
  })
  if (error && !letter) return <RefusalNotice error={error} />
  if (!letter || letter.state === 'none' || letter.state === 'replaced') return null
  const is_there = !['unsealed', 'waiting', 'held', 'refused'].includes(letter.state)
  const tone = is_there ? 'green' : letter.state === 'held' || letter.state === 'refused' ? 'red' : 'amber'
  return (
    <>
      <Pill tone={tone}>{is_there ? words.hub_has : (words.hub_states[letter.state] ?? letter.state)}</Pill>
      {!is_there && letter.reason && <small className="red rx-held">{letter.reason}</small>}
      {letter.houses.map((house) => (
        <House key={house.house} house={house} />
      ))}
    </>
  )
}
