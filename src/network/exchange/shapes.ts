import { group, text } from '../../base/shapes/index.ts'
import type { Arriving, Declining, Matching } from './contract.ts'

export const matching_shape = group<Matching>('ghép người bệnh', { patient: text('người bệnh', 64) })
export const declining_shape = group<Declining>('lý do', { reason: text('lý do', 2_000) })
export const arriving_shape = group<Arriving>('lượt khám', { encounter: text('lượt khám', 64) })
