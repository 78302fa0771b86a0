import { createHash, createHmac } from 'node:crypto';

/** Of what a browser holds, what the database knows. A token is random: it needs no salt and no slow hash. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What forms send beside the cookie; another site's page cannot know it. Says nothing about the token. */
export function formTokenOf(token: string): string {
  return createHmac('sha256', token).update('form').digest('base64url');
}
