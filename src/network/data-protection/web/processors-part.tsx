import { RefusalNotice, Waiting } from '../../../base/ui/index.ts'
import type { SupportView } from '../contract.ts'
import { RegisterTable } from './register-table.tsx'
import { SupportSection } from './support-section.tsx'
import { lines_in, use_part, use_registers } from './use-privacy.ts'

/** Who works with the house's data under a contract, and who of them came in. */
export const ProcessorsPart = ({ may_change }: { may_change: boolean }) => {
  const found = use_registers()
  const support = use_part<SupportView>('/support')
  const register = found.data?.registers.find(({ kind }) => kind === 'processor')
  if (!found.data || !register || !support.data)
    return found.error || support.error ? <RefusalNotice error={found.error ?? support.error} /> : <Waiting />
  const processors = lines_in(found.data, 'processor')
  return (
    <>
      <RegisterTable
        register={register}
        lines={processors}
        columns={['name', 'contract', 'signed_on', 'until', 'scope', 'hand_back']}
        may_change={may_change}
      />
      <SupportSection view={support.data} processors={processors} may_change={may_change} />
    </>
  )
}
