import type { Caller } from '../../platform/audit/index.ts'

/** The exchange itself acts: nobody is there who asks. */
export const exchange_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'exchange', name: 'Liên thông', role: 'system', kind: 'system' },
  ...{ purpose: 'TREAT', address: '', request_id: '' },
})
