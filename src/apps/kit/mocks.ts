import { start_mock_bhxh } from '../mock-gateways/bhxh.ts'
import { start_mock_e_prescription } from '../mock-gateways/e-prescription.ts'
import { start_mock_sms } from '../mock-gateways/sms.ts'
import { fail } from '../../base/outcome/index.ts'

export type RunningMock = { name: string; base_url: string; faults: Record<string, number>; close(): Promise<void> }

/** On consecutive ports from the one given, or wherever there is room. */
const start_all = async (port: number | undefined): Promise<RunningMock[]> => {
  const at = (offset: number) => (port === undefined ? {} : { port: port + offset })
  const prescriptions = await start_mock_e_prescription(at(0))
  const bhxh = await start_mock_bhxh(at(1))
  const sms = await start_mock_sms(at(2))
  return [
    { name: 'e-prescription', ...prescriptions },
    { name: 'bhxh', ...bhxh },
    { name: 'sms', ...sms },
  ]
}

/** `away`, `e-prescription.slow_ms=500`: on in every mock that knows it, or in the one that is named. */
const switch_on = (mocks: RunningMock[], wish: string): void => {
  const [, mock, name = '', amount] = /^(?:([a-z-]+)\.)?([a-z_]+)(?:=(\d+))?$/.exec(wish) ?? []
  const found = mocks.filter((one) => (mock === undefined || one.name === mock) && Object.hasOwn(one.faults, name))
  const known = mocks.flatMap((one) => Object.keys(one.faults).map((fault) => `${one.name}.${fault}`))
  if (found.length === 0) throw fail.value(`Không có lỗi mô phỏng “${wish}”; có: ${known.join(', ')}`, 'fault')
  for (const one of found) one.faults[name] = amount === undefined ? Number.POSITIVE_INFINITY : Number(amount)
}

/** The mocks of the national doors, with these faults on. @throws 422 for a fault that none of them knows */
export const start_mocks = async (port: number | undefined, faults: string[]): Promise<RunningMock[]> => {
  const mocks = await start_all(port)
  try {
    for (const wish of faults) switch_on(mocks, wish)
    return mocks
  } catch (error) {
    await Promise.all(mocks.map((one) => one.close()))
    throw error
  }
}
