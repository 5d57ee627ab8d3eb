/** The instant at which the pictures are made, as far as the app knows, and where: so that they come out the same. */
export const NOW = '2026-05-21T19:40:00+02:00';
export const TIME_ZONE = 'Europe/Berlin';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
