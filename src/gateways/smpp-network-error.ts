const networkErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused: nothing listens there',
  ECONNRESET: 'the other side reset the connection',
  EPIPE: 'the other side reset the connection',
  ETIMEDOUT: 'no answer from the network',
  EHOSTUNREACH: 'no route to that host',
  ENETUNREACH: 'no route to that network',
  ENOTFOUND: 'no such host name; check host',
  EAI_AGAIN: 'the name server does not answer',
};

/** Node leaves the message empty where it tried several addresses of one name, so the code comes first. */
export function networkErrorText(error: Error & { readonly code?: string }): string {
  const { code = '' } = error;
  return networkErrors[code] ?? (error.message || code || error.name);
}
