import bwipjs from 'bwip-js/node'

const is_bars = (value: unknown): value is { sbs: number[] } =>
  typeof value === 'object' && value !== null && 'sbs' in value && Array.isArray(value.sbs)

/**
 * Code 128 (ISO/IEC 15417) as widths in modules, bar and space in turn, a bar first; for a layout to draw.
 * @param text ASCII
 */
export const bar_widths = (text: string): number[] => {
  const [raw]: unknown[] = bwipjs.raw({ bcid: 'code128', text })
  if (!is_bars(raw)) throw new Error('bwip-js gave no bars')
  return raw.sbs
}
