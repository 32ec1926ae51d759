import type { BudgetSource } from '../contract.ts'

const stripes = (rotation: number) => ({ symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation })
const dots = { symbol: 'circle', symbolSize: 0.5, dashArrayX: [[6, 6]], dashArrayY: [6, 0] }

/** The same on every chart of money; stripes and dots tell the sources apart without colour. */
export const money_styles: Record<BudgetSource, { color: string; decal: object }> = {
  province: { color: '#0a6c74', decal: { symbol: 'none' } },
  district: { color: '#58a6a6', decal: stripes(-0.785) },
  own: { color: '#c9a24b', decal: dots },
  other: { color: '#7a5ea8', decal: stripes(1.57) },
}
