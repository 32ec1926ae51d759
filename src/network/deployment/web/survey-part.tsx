import { say_day } from '../../board/web/figures.ts'
import type { Definitions, EntryLine, FacilityPage, Register } from '../contract.ts'
import type { EntryRights } from './entry-acts.tsx'
import { RegisterPart } from './register-part.tsx'
import { show_value } from './show-value.ts'
import { use_words } from './words.ts'

type SurveyPartProps = EntryRights & { page: FacilityPage; definitions: Definitions; done: () => void }

const points: Record<string, number> = { none: 0, part: 1, full: 2 }
const most = 2
const shown_max = 4

const dated = (entries: EntryLine[]): EntryLine[] =>
  entries
    .filter(({ kind }) => kind === 'survey')
    .sort((a, b) => String(a.body['on']).localeCompare(String(b.body['on'])))
    .slice(-shown_max)

/** The surveys side by side by their day: what got better, what did not. */
export const SurveyPart = ({ page, definitions, done, ...rights }: SurveyPartProps) => {
  const register = definitions.registers.find(({ kind }) => kind === 'survey')
  if (!register) return null
  const surveys = dated(page.entries)
  return (
    <>
      {surveys.length > 0 && <Compared surveys={surveys} register={register} />}
      <RegisterPart
        columns_max={1}
        {...rights}
        {...{ register, done }}
        facility={page.card.code}
        entries={page.entries}
      />
    </>
  )
}

const Compared = ({ surveys, register }: { surveys: EntryLine[]; register: Register }) => {
  const words = use_words()
  const asked = register.fields.filter(({ choices }) => choices)
  const score = ({ body }: EntryLine): number => asked.reduce((sum, { id }) => sum + (points[String(body[id])] ?? 0), 0)
  return (
    <section className="dep-part">
      <header>
        <h2>{words.compare}</h2>
      </header>
      <div className="card scroll-x">
        <table className="dep-table">
          <thead>
            <tr>
              <th />
              {surveys.map(({ id, body }) => (
                <th key={id}>{say_day(String(body['on']))}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {asked.map((field) => (
              <tr key={field.id}>
                <td>{field.name}</td>
                {surveys.map(({ id, body }) => (
                  <td key={id} className={`dep-answer ${String(body[field.id])}`}>
                    {show_value(field, body[field.id], words)}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{words.total}</th>
              {surveys.map((survey) => (
                <th key={survey.id}>{words.points(score(survey), asked.length * most)}</th>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  )
}
