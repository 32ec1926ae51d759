/** Scopes that are no rights over resources: who, in which context, for how long (SMART App Launch 2.2 §3.0.3). */
export const launch_scopes = [
  ...(['openid', 'fhirUser', 'profile', 'launch', 'launch/patient', 'launch/encounter'] as const),
  ...(['offline_access', 'online_access'] as const),
]
export type LaunchScope = (typeof launch_scopes)[number]
