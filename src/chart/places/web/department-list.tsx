import type { DepartmentPlace } from '../contract.ts'
import { count_beds } from './chosen-place.ts'
import { use_words } from './words.ts'

type DepartmentListProps = {
  departments: DepartmentPlace[]
  here: string | undefined
  chosen: string
  choose: (id: string) => void
  enter: () => void
}

export const DepartmentList = ({ departments, here, chosen, choose, enter }: DepartmentListProps) => {
  const words = use_words()
  return (
    <nav className="places-departments" aria-label={words.departments}>
      {departments.map((department) => {
        const { beds, taken } = count_beds([department])
        return (
          <button
            key={department.id}
            type="button"
            data-place={department.id}
            className={department.active ? 'place-line' : 'place-line closed'}
            aria-current={department.id === here ? 'true' : undefined}
            data-chosen={department.id === chosen || undefined}
            onFocus={() => choose(department.id)}
            onClick={enter}
          >
            <code>{department.code}</code>
            <span>{department.name}</span>
            <small>{department.active ? words.beds_taken(taken, beds) : words.closed}</small>
          </button>
        )
      })}
    </nav>
  )
}
