/** A syllable as Vietnamese writes it, marks taken off: what is not one may be the key strokes of one. */
const syllable =
  /^(?!.*(aa|ee|oo|dd))(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(ng|nh|ch|[cmnpt])?$/

/** Telex: a doubled vowel or d, a w, and s f r x j for the tone, behind its vowel or at the end. */
const from_telex = (word: string): string =>
  word
    .replaceAll('w', '')
    .replaceAll('dd', 'd')
    .replace(/([aeo])\1/g, '$1')
    .replace(/([aeiouy])[sfrxj](?=[aeiouycmnpt]|$)/g, '$1')
    .replace(/[sfrxj]$/, '')

/**
 * The folded word behind the keys that were struck while nothing made letters of them: "nguyeenx" and "nguye6n4" are
 * "nguyen" (Telex and VNI, the two habits of typing). Any other word comes back as it is.
 */
export const without_key_strokes = (word: string): string => {
  if (syllable.test(word)) return word
  const meant = /^[a-z]+\d[a-z\d]*$/.test(word) ? word.replace(/\d/g, '') : from_telex(word)
  return syllable.test(meant) ? meant : word
}
