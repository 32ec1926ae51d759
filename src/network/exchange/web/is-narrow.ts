/** A phone has no room for a page, and most of them show none inside a page. */
export const is_narrow = (): boolean => window.matchMedia('(max-width: 700px)').matches
