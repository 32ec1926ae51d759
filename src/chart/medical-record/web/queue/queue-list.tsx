import { useEffect, useRef } from 'react'
import { Button, show_moment } from '../../../../base/ui/index.ts'
import type { SigningItem, SigningPatient, SigningWard } from '../../contract.ts'
import { sentence } from '../tree/record-tree.tsx'
import { key_of } from './queue-pages.ts'
import { use_words } from './words.ts'

type Choice = {
  here: SigningItem | undefined
  chosen: ReadonlySet<string>
  failed: ReadonlyMap<string, string>
  choose: (items: SigningItem[]) => void
  come: (item: SigningItem) => void
}
type QueueListProps = Choice & { wards: SigningWard[]; left: number; more: () => void }

export const QueueList = ({ wards, left, more, ...choice }: QueueListProps) => {
  const words = use_words()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('.here')?.scrollIntoView({ block: 'nearest' })
  }, [choice.here])
  return (
    <div className="queue-list" ref={list}>
      {wards.map((ward) => (
        <section key={ward.department} aria-label={ward.name}>
          <h2>{ward.name}</h2>
          {ward.patients.map((patient) => (
            <QueuePatient key={patient.patient} patient={patient} {...choice} />
          ))}
        </section>
      ))}
      {left > 0 && (
        <div className="queue-more">
          <Button onClick={more}>{words.more(left)}</Button>
        </div>
      )}
    </div>
  )
}

const QueuePatient = ({ patient, ...choice }: Choice & { patient: SigningPatient }) => {
  const words = use_words()
  const { items } = patient
  const is_whole = items.every((item) => choice.chosen.has(key_of(item)))
  return (
    <section>
      <h3>
        <input
          type="checkbox"
          aria-label={words.choose_patient(patient.name)}
          checked={is_whole}
          onChange={() => choice.choose(items)}
        />
        {patient.name}
        <small>{patient.bed || words.home}</small>
      </h3>
      {items.map((item) => (
        <QueueLine key={key_of(item)} item={item} name={patient.name} {...choice} />
      ))}
    </section>
  )
}

const QueueLine = ({
  item,
  name,
  here,
  chosen,
  failed,
  choose,
  come,
}: Choice & { item: SigningItem; name: string }) => {
  const reason = failed.get(key_of(item))
  return (
    <div className={item === here ? 'queue-item here' : 'queue-item'} onClick={() => come(item)}>
      <input
        type="checkbox"
        aria-label={`${name}, ${item.title}, ${item.label}`}
        checked={chosen.has(key_of(item))}
        onChange={() => choose([item])}
        onFocus={() => come(item)}
      />
      <span className="queue-words">
        <span>
          {sentence(item.title)} <small>{item.label}</small>
        </span>
        <time>{show_moment(item.at)}</time>
        {reason && <small className="red">{reason}</small>}
      </span>
    </div>
  )
}
