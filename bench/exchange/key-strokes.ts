/** What is left on the screen when nothing made letters of the keys: "Nguyeenx" (Telex), "Nguye6n4" (VNI). */
const telex: Record<string, string> = {
  ...{ '\u0300': 'f', '\u0301': 's', '\u0303': 'x', '\u0309': 'r', '\u0323': 'j' },
}
const vni: Record<string, string> = {
  ...{ '\u0300': '2', '\u0301': '1', '\u0303': '4', '\u0309': '3', '\u0323': '5' },
}
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu

const letters_telex = (text: string): string =>
  text
    .replace(/([aeo])\u0302/giu, '$1$1')
    .replace(/a\u0306/giu, 'aw')
    .replace(/([ou])\u031b/giu, '$1w')
    .replace(/đ/giu, 'dd')
const letters_vni = (text: string): string =>
  text
    .replace(/([aeo])\u0302/giu, '$16')
    .replace(/a\u0306/giu, 'a8')
    .replace(/([ou])\u031b/giu, '$17')
    .replace(/đ/giu, 'd9')

const stroke = (word: string, is_telex: boolean): string => {
  const apart = word.normalize('NFD')
  const tone = apart.match(tones)?.[0]
  const letters = apart.replace(tones, '')
  const keys = is_telex ? letters_telex(letters) : letters_vni(letters)
  return keys.normalize('NFC') + (tone ? ((is_telex ? telex : vni)[tone] ?? '') : '')
}

/** @param only one word of the name, or every word */
export const as_typed = (name: string, is_telex: boolean, only?: number): string =>
  name
    .split(' ')
    .map((word, i) => (only === undefined || only === i ? stroke(word, is_telex) : word))
    .join(' ')
