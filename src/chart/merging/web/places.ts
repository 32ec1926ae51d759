/** Addresses of this room's screens. */
export const merge_place = (target?: string, source?: string): string =>
  ['/gop-ho-so', target, source].filter(Boolean).join('/')
