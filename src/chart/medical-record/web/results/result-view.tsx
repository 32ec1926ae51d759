import type { ReactNode } from 'react'
import { show_moment } from '../../../../base/ui/index.ts'
import type { Chart } from '../../contract.ts'
import { use_words } from '../words.ts'
import './results.css'

type Result = Chart['results'][number]

const tone_of = (flag: string): string | undefined =>
  /^(HH|LL|A|AA|POS)/.test(flag) ? 'red' : /^[HL]/.test(flag) ? 'amber' : undefined
const arrow_of = (flag: string): string => (/^H/.test(flag) ? '↑' : /^L/.test(flag) ? '↓' : '')

/** @param acts what other rooms know of this result, e.g. whether it is shared */
export const ResultView = ({ result, acts }: { result: Result; acts?: ReactNode }) => {
  const words = use_words()
  return (
    <article className="result card">
      <header>
        <h2>{result.title}</h2>
        <span className="muted">{show_moment(result.at)}</span>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.result_name}</th>
            <th scope="col" className="num">
              {words.result_value}
            </th>
            <th scope="col">{words.result_range}</th>
          </tr>
        </thead>
        <tbody>
          {result.values.map((value) => (
            <tr key={value.name}>
              <td>{value.name}</td>
              <td className={`num ${tone_of(value.flag) ?? ''}`}>
                <b>
                  {arrow_of(value.flag)} {value.value.replace('.', ',')}
                </b>{' '}
                <small>{value.unit}</small>
              </td>
              <td className="muted">{value.range.replaceAll('.', ',')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {acts}
    </article>
  )
}
