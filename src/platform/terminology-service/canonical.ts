const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `url|version`; a version with blanks ("TT 06/2026") can stand in a URI only when they are encoded. */
export const split_canonical = (canonical: string): [url: string, version: string | undefined] => {
  const at = canonical.indexOf('|')
  return at < 0 ? [canonical, undefined] : [canonical.slice(0, at), decoded(canonical.slice(at + 1))]
}

export const join_canonical = (url: string, version: string | undefined): string =>
  version === undefined ? url : `${url}|${encodeURI(version)}`
