import { fail } from '../../base/outcome/index.ts'
import { cannot, subsumption_of, type CodeTable } from '../../standards/fhir-terminology/index.ts'
import { find_code_system, get_code_system } from './find-subject.ts'
import { refuse_unless_one, type Question, type Terminology } from './operation.ts'
import { parameters_of } from './parameters.ts'

type Side = { code: string; system: string | undefined; version: string | undefined }

const read_side = ({ asked }: Question, letter: 'A' | 'B'): Side => {
  const [code, coding] = [asked.text(`code${letter}`), asked.coding(`coding${letter}`)]
  refuse_unless_one([`code${letter}`, `coding${letter}`], [code, coding])
  const wanted = coding ? coding.code : code
  if (wanted === undefined) throw fail.invalid('Coding không có mã', `coding${letter}`)
  return { code: wanted, system: coding?.system, version: coding?.version }
}

const table_of = async (question: Question, sides: readonly Side[]): Promise<CodeTable> => {
  const own = await find_code_system(question)
  const named = [question.asked.text('system') ?? own?.url, ...sides.map((side) => side.system)]
  const systems = new Set(named.filter((one) => one !== undefined))
  const [system] = systems
  if (system === undefined) throw fail.invalid('Cần nói rõ hệ mã (system)', 'system')
  if (systems.size > 1)
    throw cannot(
      'not-supported',
      `Chỉ so được hai mã của cùng một hệ mã, không phải của ${[...systems].join(' và ')}`,
      'system',
    )
  const version = question.asked.text('version') ?? sides.find((side) => side.version !== undefined)?.version
  return own ?? get_code_system(question, system, version, 'system')
}

/** CodeSystem/$subsumes (R4 operation-codesystem-subsumes). */
export const subsumes: Terminology = {
  name: '$subsumes',
  type: 'CodeSystem',
  definition: 'http://hl7.org/fhir/OperationDefinition/CodeSystem-subsumes',
  on: ['type', 'instance'],
  kinds: {
    ...{ codeA: 'text', codeB: 'text', system: 'text', version: 'text' },
    ...{ codingA: 'coding', codingB: 'coding' },
  },
  async answer(question) {
    const [a, b] = [read_side(question, 'A'), read_side(question, 'B')]
    const table = await table_of(question, [a, b])
    for (const { code } of [a, b])
      if (!table.find(code))
        throw cannot('code-invalid', `Mã “${code.slice(0, 100)}” không có trong hệ mã ${table.url}`)
    return parameters_of([{ name: 'outcome', valueCode: subsumption_of(table, a.code, b.code) }])
  },
}
