import { use_language } from '../../../base/ui/index.ts'
import type { OwnVisits } from '../contract.ts'
import { payers, visit_types, type VisitPair } from '../visit-types.ts'
import './marks.css'
import { say_count } from './say.ts'
import { use_words } from './words.ts'

const Pair = ({ pair: { visits, linked } }: { pair: VisitPair }) => (
  <>
    <td className={visits === 0 ? 'zero' : undefined}>{say_count(visits)}</td>
    <td className={linked === 0 ? 'zero' : undefined}>{say_count(linked)}</td>
  </>
)

type VisitTableProps = { visits: Pick<OwnVisits, 'matrix' | 'untold_days' | 'untold_visits' | 'told_days'> }

/** Visits by type and payer, those linked beside them, as the six-monthly report lays them out (MON-16). */
export const VisitTable = ({ visits: { matrix, untold_days, untold_visits, told_days } }: VisitTableProps) => {
  const words = use_words()
  const { language } = use_language()
  const name = (facts: { name: string; name_en: string }): string => (language === 'en' ? facts.name_en : facts.name)
  const sum_of = (payer: 'insured' | 'uninsured'): VisitPair => ({
    visits: matrix.rows.reduce((sum, row) => sum + row[payer].visits, 0),
    linked: matrix.rows.reduce((sum, row) => sum + row[payer].linked, 0),
  })
  return (
    <div className="scroll-x">
      <table className="counts-table visits-table">
        <thead>
          <tr>
            <th scope="col" className="text" rowSpan={2}>
              {words.visit_type}
            </th>
            {[name(payers.insured), name(payers.uninsured), words.total].map((label) => (
              <th key={label} scope="colgroup" colSpan={2}>
                {label}
              </th>
            ))}
          </tr>
          <tr>
            {['insured', 'uninsured', 'total'].flatMap((group) => [
              <th key={`${group} visits`} scope="col">
                {words.visits_short}
              </th>,
              <th key={`${group} linked`} scope="col">
                {words.linked_short}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((row) => (
            <tr key={row.type}>
              <th scope="row">
                <abbr title={language === 'en' ? visit_types[row.type].says_en : visit_types[row.type].says}>
                  {name(visit_types[row.type])}
                </abbr>
              </th>
              <Pair pair={row.insured} />
              <Pair pair={row.uninsured} />
              <Pair pair={row.total} />
            </tr>
          ))}
          {matrix.unstated.visits > 0 && (
            <tr>
              <th scope="row">{name(payers.unstated)}</th>
              <td colSpan={4} />
              <Pair pair={matrix.unstated} />
            </tr>
          )}
          {untold_days > 0 && (
            <tr>
              <th scope="row">{words.untold_days(say_count(untold_days))}</th>
              <td colSpan={4} />
              <td>{say_count(untold_visits)}</td>
              <td className="muted">{words.not_told}</td>
            </tr>
          )}
          <tr className="visits-total">
            <th scope="row">{words.total}</th>
            <Pair pair={sum_of('insured')} />
            <Pair pair={sum_of('uninsured')} />
            <td>{told_days + untold_days === 0 ? words.not_told : say_count(matrix.total.visits + untold_visits)}</td>
            <td>{told_days === 0 ? words.not_told : say_count(matrix.total.linked)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
