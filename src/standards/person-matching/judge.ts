import type { BirthMatch } from './birth.ts'
import type { NameMatch } from './names.ts'
import type { NumberMatch } from './numbers.ts'
import type { Comparison, Field, Grade } from './person.ts'
import type { Weight } from './weights.ts'

export type Evidence = {
  weight: Weight
  name: NameMatch | undefined
  birth: BirthMatch | undefined
  numbers: NumberMatch[]
  is_nameless: boolean
}

const grades: Grade[] = ['certainly-not', 'possible', 'probable', 'certain']
const at_most = (grade: Grade, ceiling: Grade): Grade =>
  grades.indexOf(grade) > grades.indexOf(ceiling) ? ceiling : grade

/** Chances from which a machine may act, a clerk should be shown it first, a clerk should look. */
const certain_from = 0.999
const probable_from = 0.5
const possible_from = 0.002

/** Records of one person beyond the first, and others of the household, for each record: 3 % doubles, three others. */
const doubles = 0.03
const household = 3

const papers = ['cccd', 'cmnd', 'passport']

const has_other_id = (numbers: NumberMatch[]): boolean =>
  numbers.some(({ kind, match }) => match === 'differs' && kind === 'cccd')

const contradictions_of = ({ name, birth, numbers }: Evidence): Field[] => [
  ...(has_other_id(numbers) ? (['number'] as const) : []),
  ...(name?.given === 'differs' || name?.family === 'differs' ? (['name'] as const) : []),
  ...(birth === 'differs' ? (['birth_date'] as const) : []),
]

const ceiling_of = (evidence: Evidence): Grade => {
  const { name, numbers, is_nameless } = evidence
  const shares_paper = numbers.some(({ kind, match }) => match === 'same' && papers.includes(kind))
  // Brothers and sisters, twins most of all: everything is alike but the given name.
  if (name?.given === 'differs' && !shares_paper) return 'possible'
  // Unnamed twins of one mother have nothing to tell them apart.
  if (is_nameless && !shares_paper) return 'possible'
  // A number is one person's: with two of them somebody has to look. So too where a number stands on the wrong chart.
  if (contradictions_of(evidence).length > 0) return 'probable'
  // Without a number in common two in two thousand were strangers of one name and birthday (bench/matching): no machine acts on it.
  return numbers.some(({ match }) => match === 'same') ? 'certain' : 'probable'
}

const chance_of = ({ stranger, household: relative }: Weight, population: number): number =>
  1 / (1 + 2 ** (Math.log2(population / doubles) - stranger) + 2 ** (Math.log2(household / doubles) - relative))

/** The grade of a sum of weights, held down by what contradicts. A number in common is always worth a look. */
export const judge = (evidence: Evidence, population: number): Pick<Comparison, 'score' | 'grade' | 'contradicts'> => {
  const chance = chance_of(evidence.weight, population)
  const shares_number = evidence.numbers.some(({ match }) => match === 'same')
  const by_chance: Grade =
    chance >= certain_from
      ? 'certain'
      : chance >= probable_from
        ? 'probable'
        : chance >= possible_from || shares_number
          ? 'possible'
          : 'certainly-not'
  const grade = at_most(by_chance, ceiling_of(evidence))
  // What is held down does not carry the score of what is not.
  const score = grade === by_chance ? chance : Math.min(chance, grade === 'possible' ? probable_from : certain_from)
  return { grade, score, contradicts: contradictions_of(evidence) }
}
