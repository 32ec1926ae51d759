import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Button, Segments } from '../../../base/ui/index.ts'
import { say_unit } from '../../board/web/figures.ts'
import { use_words as use_board_words } from '../../board/web/words.ts'
import { activity_figures, type ActivityLine, type ActivityPage, type GroupActivity } from '../contract.ts'
import { house_place } from './places.ts'
import { say, say_change } from './say.ts'
import type { Time } from './use-time.ts'
import { use_words } from './words.ts'

export type GroupBy = 'sort' | 'area'
/** id null: all of them. */
export type Chosen = { by: GroupBy; id: string | null }

const Head = ({ first }: { first: string }) => {
  const words = use_words()
  return (
    <thead>
      <tr>
        <th scope="col" className="text">
          {first}
        </th>
        {activity_figures.map((figure) => (
          <th key={figure} scope="col">
            {words.figures[figure]}
          </th>
        ))}
        <th scope="col">{words.vs_before}</th>
        <th scope="col">{words.vs_year}</th>
        <th scope="col">{words.stay}</th>
        <th scope="col">{words.bed_use}</th>
        <th scope="col">{words.told}</th>
      </tr>
    </thead>
  )
}

const Row = ({ first, line, chosen }: { first: ReactNode; line: ActivityLine; chosen?: boolean }) => {
  const { sum, before, year, bed_percent, days_due } = line
  return (
    <tr className={chosen ? 'act-chosen' : undefined}>
      <th scope="row">{first}</th>
      {activity_figures.map((figure) => (
        <td key={figure} className={sum[figure] === 0 ? 'zero' : undefined}>
          {say(sum[figure])}
        </td>
      ))}
      <td>{say_change(before.percent.visits)}</td>
      <td>{say_change(year.percent.visits)}</td>
      <td>{say(sum.average_stay, 1)}</td>
      <td>{bed_percent === null ? '–' : `${say(bed_percent, 1)} %`}</td>
      <td className={sum.days < days_due ? 'bad' : 'zero'}>
        {say(sum.days)}/{say(days_due)}
      </td>
    </tr>
  )
}

type TablesProps = { page: ActivityPage; chosen: Chosen; choose: (chosen: Chosen) => void; time: Time }

/** How a group is called on the screen; '' where the register does not say it. */
const use_group_name = () => {
  const words = use_words()
  const { sorts } = use_board_words()
  return (by: GroupBy, { id, name }: Pick<GroupActivity, 'id' | 'name'>): string =>
    id === '' ? (by === 'sort' ? words.no_sort : words.no_area) : by === 'sort' ? (sorts[id] ?? name) : name
}

/** By kind of house or place: a row chosen narrows the facilities below. */
export const GroupTable = ({ page, chosen, choose }: TablesProps) => {
  const words = use_words()
  const name_of = use_group_name()
  const groups = chosen.by === 'sort' ? page.by_sort : page.by_area
  return (
    <section className="card act-card">
      <header className="row wrap">
        <h2>{words.groups}</h2>
        <span className="push">
          <Segments
            label={words.groups}
            value={chosen.by}
            options={(['sort', 'area'] as const).map((value) => ({ value, label: words.group_by[value] }))}
            choose={(by) => choose({ by, id: null })}
          />
        </span>
      </header>
      <div className="scroll-x">
        <table className="counts-table">
          <Head first={words.group} />
          <tbody>
            {groups.map((group) => {
              const is_chosen = group.id === chosen.id
              const name = name_of(chosen.by, group)
              return (
                <Row
                  key={group.id}
                  line={group}
                  chosen={is_chosen}
                  first={
                    <>
                      <button
                        type="button"
                        className="act-pick"
                        aria-pressed={is_chosen}
                        onClick={() => choose({ ...chosen, id: is_chosen ? null : group.id })}
                      >
                        {name}
                      </button>{' '}
                      <small className="muted">{words.told_of(group.told, group.facilities)}</small>
                    </>
                  }
                />
              )
            })}
            <Row line={page.total} first={words.all} />
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Each facility leads to its own page of the same time. */
export const FacilityTable = ({ page, chosen, choose, time }: TablesProps) => {
  const words = use_words()
  const name_of = use_group_name()
  const group = (chosen.by === 'sort' ? page.by_sort : page.by_area).find(({ id }) => id === chosen.id)
  const area_of = (name: string): boolean => (group?.id === '' ? name === '' : name === group?.name)
  const shown = group
    ? page.facilities.filter(({ sort, area }) => (chosen.by === 'sort' ? sort === group.id : area_of(area)))
    : page.facilities
  return (
    <section className="card act-card">
      <header className="row wrap">
        <h2>{words.facilities}</h2>
        {group && (
          <span className="muted small">
            {words.only(name_of(chosen.by, group))}{' '}
            <Button look="link" onClick={() => choose({ ...chosen, id: null })}>
              {words.show_all}
            </Button>
          </span>
        )}
      </header>
      <div className="scroll-x">
        <table className="counts-table">
          <Head first={words.facility} />
          <tbody>
            {shown.map((line) => (
              <Row
                key={line.code}
                line={line}
                first={
                  <Link href={time.at(house_place(line.code))} title={line.name}>
                    {say_unit(line.name)}
                  </Link>
                }
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
