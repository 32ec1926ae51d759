import { show_moment } from '../../../base/ui/index.ts'
import type { MergePreview, MergeSide } from '../contract.ts'
import { use_words, type MergingWords } from './words.ts'

/** `of_chart`: of every chart its own, and no sign of another person. */
type Line = { label: string; of: (side: MergeSide) => string; of_chart?: true }

const say_numbers = (words: MergingWords, { numbers }: MergeSide): string =>
  numbers
    .map(({ kind, value, to }) => `${words[kind]} ${value}${to && to <= today() ? ` (${words.number_old})` : ''}`)
    .join('\n')

const today = (): string => new Date().toLocaleDateString('sv')

const genders = (words: MergingWords): Record<MergeSide['gender'], string> => ({
  ...{ male: words.male, female: words.female, other: words.gender_other, unknown: words.unknown },
})

const lines_of = (words: MergingWords): Line[] => [
  { label: words.name, of: (side) => side.name },
  { label: words.birth, of: (side) => show_moment(side.birth_date) },
  { label: words.gender, of: (side) => genders(words)[side.gender] },
  { label: words.numbers, of: (side) => say_numbers(words, side) },
  { label: words.patient_code, of: (side) => side.patient_code, of_chart: true },
  { label: words.phone, of: (side) => side.phone },
  { label: words.address, of: (side) => side.full_address },
  { label: words.contact, of: (side) => side.contact },
  { label: words.mother, of: (side) => side.mother },
  { label: words.ethnicity, of: (side) => side.ethnicity },
  { label: words.occupation, of: (side) => side.occupation },
  { label: words.stays, of: (side) => String(side.stays), of_chart: true },
  { label: words.last_seen, of: (side) => show_moment(side.last_seen_at), of_chart: true },
]

/** Both charts line by line, and what becomes of them; a line both know otherwise is marked. */
export const CompareCharts = ({ preview }: { preview: MergePreview }) => {
  const words = use_words()
  const { target, source, result } = preview
  const lines = lines_of(words).filter((line) => line.of(target) !== '' || line.of(source) !== '')
  const look_of = (line: Line): string | undefined => {
    if (line.of(target) === line.of(source)) return 'same'
    return line.of_chart || line.of(target) === '' || line.of(source) === '' ? undefined : 'differs'
  }
  const titles = [words.keep, words.other, words.after]
  return (
    <div className="card merge-compare">
      <table>
        <thead>
          <tr>
            <th />
            {titles.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.label} className={look_of(line)}>
              <th scope="row">{line.label}</th>
              {[target, source, result].map((side, i) => (
                <td key={titles[i]} data-label={titles[i]}>
                  {line.of(side) || words.none}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
