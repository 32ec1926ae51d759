/** The house's own page for looking at pictures; '' where none is set. */
export const viewer_of = (settings: { viewer: string } | undefined, study: string): string =>
  settings?.viewer.replaceAll('{study}', encodeURIComponent(study)) ?? ''
