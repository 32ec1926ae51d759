import { RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { Registers } from '../contract.ts'
import { RegisterTable } from './register-table.tsx'
import { lines_in, use_registers } from './use-privacy.ts'

const shown: [register: string, columns: string[]][] = [
  ['officer', ['name', 'title', 'phone', 'email', 'decision']],
  ['clock', ['name', 'first_days', 'days', 'processor_days', 'extend_days', 'reference', 'certainty']],
  ['retention', ['name', 'rule', 'years', 'reference', 'certainty']],
]

const Table = ({
  found,
  kind,
  columns,
  may_change,
}: {
  found: Registers
  kind: string
  columns: string[]
  may_change: boolean
}) => {
  const register = found.registers.find((one) => one.kind === kind)
  if (!register) return null
  return <RegisterTable {...{ register, columns, may_change }} lines={lines_in(found, kind)} />
}

/** Whom to ask, how long an answer may take, how long what is kept. */
export const RulesPart = ({ may_change }: { may_change: boolean }) => {
  const found = use_registers()
  const { data } = found
  if (!data) return found.error ? <RefusalNotice error={found.error} /> : <Waiting />
  return shown.map(([kind, columns]) => <Table key={kind} found={data} {...{ kind, columns, may_change }} />)
}
