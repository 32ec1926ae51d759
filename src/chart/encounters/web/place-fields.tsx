import { useQuery } from '@tanstack/react-query'
import { ask, Field, RefusalNotice } from '../../../base/ui/index.ts'
import type { Bed, Department } from '../contract.ts'
import { use_words } from './words.ts'

export const use_departments = () =>
  useQuery({ queryKey: ['departments'], queryFn: () => ask<Department[]>('/departments') })

type DepartmentFieldProps = { label?: string; value: string; change: (id: string) => void }

export const DepartmentField = ({ label, value, change }: DepartmentFieldProps) => {
  const words = use_words()
  const departments = use_departments()
  return (
    <Field label={label ?? words.department} required hint={<RefusalNotice error={departments.error} />}>
      {(ids) => (
        <select {...ids} className="box" value={value} onChange={(event) => change(event.target.value)}>
          <option value="">{words.choose}…</option>
          {(departments.data ?? []).map((one) => (
            <option key={one.id} value={one.id}>
              {one.name} ({one.inpatients}/{one.beds})
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

type BedPickProps = { department: string; value: string; change: (bed: string) => void }

/** The ward's beds by room, as they stand: who lies where is seen before choosing. */
export const BedPick = ({ department, value, change }: BedPickProps) => {
  const words = use_words()
  const beds = useQuery({
    queryKey: ['beds', department],
    queryFn: () => ask<Bed[]>(`/departments/${department}/beds`),
    enabled: department !== '',
  })
  const all = beds.data ?? []
  const rooms = [...new Set(all.map((bed) => bed.room))]
  const free = all.filter((bed) => !bed.taken_by).length
  if (!department) return null
  return (
    <fieldset className="beds wide">
      <legend>
        {words.bed} <small className="muted">{beds.data && words.beds_free(free, all.length)}</small>
      </legend>
      <RefusalNotice error={beds.error} again={() => void beds.refetch()} />
      <BedChoice bed="" label={words.no_bed} value={value} change={change} />
      {rooms.map((room) => (
        <div key={room} className="beds-room">
          <span className="muted">
            {words.room} {room}
          </span>
          {all
            .filter((bed) => bed.room === room)
            .map((bed) => (
              <BedChoice
                key={bed.id}
                bed={bed.id}
                label={bed.name}
                taken_by={bed.taken_by}
                value={value}
                change={change}
              />
            ))}
        </div>
      ))}
    </fieldset>
  )
}

type BedChoiceProps = {
  bed: string
  label: string
  taken_by?: string | undefined
  value: string
  change: (bed: string) => void
}

const BedChoice = ({ bed, label, taken_by, value, change }: BedChoiceProps) => {
  const words = use_words()
  return (
    <label className={taken_by ? 'bed taken' : 'bed'} title={taken_by ? `${words.taken}: ${taken_by}` : undefined}>
      <input
        type="radio"
        name="bed"
        checked={value === bed}
        disabled={Boolean(taken_by)}
        onChange={() => change(bed)}
      />
      <span>{label}</span>
    </label>
  )
}
