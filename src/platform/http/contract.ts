/** Whether a system outside is one to try things on, or the one that counts: what goes to it is real, and so are its secrets. */
export const endpoint_profiles = ['sandbox', 'production'] as const
export type EndpointProfile = (typeof endpoint_profiles)[number]
