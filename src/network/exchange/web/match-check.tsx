import { same_name } from '../../../base/text/index.ts'
import { Button, Dialog, show_moment } from '../../../base/ui/index.ts'
import type { PatientHit } from '../../../chart/patients/contract.ts'
import type { Person } from '../contract.ts'
import { use_words } from './words.ts'

type Difference = { what: 'name' | 'birth_date' | 'cccd'; letter: string; chart: string }

const cccd_shape = /^\d{12}$/

/** What the letter and the chart say otherwise of one person. A day beside its year is no difference. */
export const differences_of = (person: Person, hit: PatientHit): Difference[] => {
  const number = person.identifiers.find(({ kind }) => kind === 'cccd')?.value ?? ''
  const [one, other] = [person.birth_date, hit.birth_date]
  const found: (Difference | false)[] = [
    !same_name(person.name, hit.name) && { what: 'name', letter: person.name, chart: hit.name },
    one !== '' &&
      other !== '' &&
      !one.startsWith(other) &&
      !other.startsWith(one) && {
        ...{ what: 'birth_date' as const, letter: show_moment(one), chart: show_moment(other) },
      },
    number !== '' &&
      cccd_shape.test(hit.identifier) &&
      number !== hit.identifier && {
        ...{ what: 'cccd' as const, letter: number, chart: hit.identifier },
      },
  ]
  return found.filter((difference) => difference !== false)
}

type CheckProps = { differences: Difference[]; go_on: () => void; close: () => void }

/** Another name, birth or number: it may still be she, and somebody says so knowingly. */
export const MatchCheck = ({ differences, go_on, close }: CheckProps) => {
  const words = use_words()
  return (
    <Dialog
      title={words.differs}
      close={close}
      submit={go_on}
      foot={
        <>
          <Button onClick={close}>{words.differs_back}</Button>
          <span className="push" />
          <Button type="submit" look="danger">
            {words.differs_go_on}
          </Button>
        </>
      }
    >
      <p className="muted">{words.differs_note}</p>
      <table className="letter-differs">
        <thead>
          <tr>
            <th />
            <th>{words.typed}</th>
            <th>{words.in_chart}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ what, letter, chart }) => (
            <tr key={what}>
              <th scope="row">{words.differs_in[what]}</th>
              <td>{letter}</td>
              <td className="red">{chart}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
