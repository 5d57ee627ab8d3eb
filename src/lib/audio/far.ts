/**
 * More frames than any song has, as a place that is never reached and as a time when everything has come to rest. It is
 * a small integer, where `Infinity` would be allocated each time it is handed from one function to another.
 */
export const FAR = 2 ** 30 - 1;
