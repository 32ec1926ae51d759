import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { say_unit, say_number } from '../../board/web/figures.ts'
import type { Register, RegisterSum, RegisterSums } from '../contract.ts'
import { page_of_kind } from '../registers/part-of-kind.ts'
import { added_fields, has_day, say_sum, type Asked } from './sums-values.ts'
import { use_sums_words } from './sums-words.ts'

type TablesProps = { page: RegisterSums; register: Register; asked: Asked; choose: (asked: Asked) => void }

/** Sums of the whole province. */
export const SumTiles = ({ page, register }: Pick<TablesProps, 'page' | 'register'>) => {
  const words = use_sums_words()
  const { total } = page
  const tile = (name: string, value: string, tone = '') => (
    <div key={name} className={tone}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
  return (
    <dl className="card sums-tiles">
      {tile(words.facility, say_number(total.facilities))}
      {tile(words.line_count, say_number(total.lines))}
      {added_fields(register).map((field) =>
        tile(`${field.name}${field.type === 'money' ? ` (${words.million})` : ''}`, say_sum(field, total)),
      )}
      {register.sums?.short && tile(words.short, say_number(total.short), total.short > 0 ? 'red' : 'green')}
      {has_day(register) && tile(words.late, say_number(total.late), total.late > 0 ? 'red' : '')}
    </dl>
  )
}

const Head = ({ register, first }: { register: Register; first: ReactNode }) => {
  const words = use_sums_words()
  return (
    <thead>
      <tr>
        {first}
        <th className="number">{words.line_count}</th>
        {added_fields(register).map(({ id, name, type }) => (
          <th key={id} className="number">
            {type === 'money' ? words.in_million(name) : name}
          </th>
        ))}
        {register.sums?.short && <th className="number">{words.short}</th>}
        {register.sums?.ends && <th className="number">{words.late}</th>}
      </tr>
    </thead>
  )
}

const Numbers = ({ register, sum }: { register: Register; sum: RegisterSum }) => {
  const words = use_sums_words()
  return (
    <>
      <td className="number" data-label={words.line_count}>
        {say_number(sum.lines)}
      </td>
      {added_fields(register).map((field) => (
        <td key={field.id} className="number" data-label={field.name}>
          {say_sum(field, sum)}
        </td>
      ))}
      {register.sums?.short && (
        <td className="number" data-label={words.short}>
          {sum.short > 0 && <b className="red">{say_number(sum.short)}</b>}
        </td>
      )}
      {register.sums?.ends && (
        <td className="number" data-label={words.late}>
          {sum.late > 0 && <b className="red">{say_number(sum.late)}</b>}
        </td>
      )}
    </>
  )
}

/** By status or kind: a row chosen shows its lines below, and who has them beside. */
export const PartSums = ({ page, register, asked, choose }: TablesProps) => {
  const words = use_sums_words()
  const field = register.fields.find(({ id }) => id === register.sums?.by)
  return (
    <section>
      <h2>{field?.type === 'day' ? words.by_year : field?.name}</h2>
      <div className="card scroll-x">
        <table className="dep-table stacks reg-table">
          <Head register={register} first={<th />} />
          <tbody>
            {page.parts.map((part) => (
              <tr key={part.id} className={part.id !== '' && part.id === asked.part ? 'sums-chosen' : undefined}>
                <td>
                  {part.id === '' ? (
                    <span className="muted">{words.unsaid}</span>
                  ) : (
                    <button
                      type="button"
                      className="sums-pick"
                      aria-pressed={part.id === asked.part}
                      onClick={() => choose({ ...asked, part: part.id === asked.part ? '' : part.id })}
                    >
                      {part.name}
                    </button>
                  )}{' '}
                  <small className="muted">
                    {say_number(part.facilities)} {words.facilities}
                  </small>
                </td>
                <Numbers register={register} sum={part} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** By facility, of what was asked for; each leads to the facility's own register. */
export const FacilitySums = ({ page, register }: TablesProps) => {
  const words = use_sums_words()
  return (
    <section>
      <h2>{words.by_facility}</h2>
      <div className="card scroll-x sums-long">
        <table className="dep-table stacks reg-table">
          <Head register={register} first={<th>{words.facility}</th>} />
          <tbody>
            {page.facilities.map((one) => (
              <tr key={one.code}>
                <td>
                  <Link href={page_of_kind(one.code, page.kind)} title={one.name}>
                    {say_unit(one.name)}
                  </Link>
                </td>
                <Numbers register={register} sum={one} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Who takes part and has said nothing: not the same as nought. */
export const Silent = ({ page }: { page: RegisterSums }) => {
  const words = use_sums_words()
  if (page.silent.length === 0) return null
  return (
    <p className="sums-silent">
      <b className="amber">{words.silent(page.silent.length)}:</b>{' '}
      {page.silent.map(({ code, name }, i) => (
        <span key={code}>
          {i > 0 && ', '}
          <Link href={page_of_kind(code, page.kind)}>{say_unit(name)}</Link>
        </span>
      ))}
    </p>
  )
}
