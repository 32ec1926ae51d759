import bwipjs from 'bwip-js/node'

/** QR as vector: it stays sharp in print and small in the file. */
export const qr_svg = (text: string): string =>
  bwipjs.toSVG({ bcid: 'qrcode', text, paddingwidth: 1, paddingheight: 1 })
