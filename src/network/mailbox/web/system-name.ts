/** What a person calls a system of numbers: CCCD, BHYT …; of a facility its code. */
export const system_name = (system: string): string => {
  const last = system.split('/').at(-1) ?? ''
  const known: Record<string, string> = { cccd: 'CCCD', bhyt: 'BHYT', cmnd: 'CMND', passport: 'Hộ chiếu' }
  return known[last] ?? (last === 'patient-code' ? 'Mã NB' : `Mã NB ${last}`)
}
