import type { Headers } from '../model/message.ts'

/** All values of one header field, in order; `name` in lower case. */
export function headerValues(headers: Headers, name: string): readonly string[] {
  return headers.filter(([field]) => field === name).map(([, value]) => value)
}

/** The first value of a header field; empty where the field is missing. */
export function headerValue(headers: Headers, name: string): string {
  return headers.find(([field]) => field === name)?.[1].trim() ?? ''
}

/** Tells whether a header field is there with a value. */
export function hasHeader(headers: Headers, name: string): boolean {
  return headerValue(headers, name) !== ''
}
