/**
 * What was made of a text is made once, and of what cannot be made nothing is kept. At `most` texts all is forgotten: that
 * costs less than to know which was asked for last.
 */
export const remembered = <Made>(most: number, make: (text: string) => Made): ((text: string) => Made) => {
  const known = new Map<string, Made>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    if (known.size >= most) known.clear()
    known.set(text, made)
    return made
  }
}
