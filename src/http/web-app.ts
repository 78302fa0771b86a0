import { Hono } from 'hono';
import { apiRoutes } from './api/api-routes.ts';
import { createGuardedApp, type WebApp, type WebOptions } from './guarded-app.ts';
import { requirePerson } from './guards/require-person.ts';
import { createSignInGuard } from './guards/sign-in-guard.ts';
import { problem } from './problem.tsx';
import { accountRoutes } from './routes/account.tsx';
import { alertRoutes } from './routes/alerts.tsx';
import { assetRoutes } from './routes/assets.ts';
import { blockedRoutes } from './routes/blocked.tsx';
import { businessRoutes } from './routes/business.tsx';
import { businessSettingsRoutes } from './routes/business-settings.tsx';
import { callRoutes } from './routes/calls.tsx';
import { claimRoutes } from './routes/claim.tsx';
import { consentRoutes } from './routes/consent.tsx';
import { dashboardRoutes } from './routes/dashboard.tsx';
import { eventRoutes } from './routes/events.ts';
import { healthRoutes } from './routes/health.ts';
import { holidayRoutes } from './routes/holidays.tsx';
import { huntRoutes } from './routes/hunt.tsx';
import { inboxRoutes } from './routes/inbox.tsx';
import { leadActionRoutes } from './routes/lead-actions.tsx';
import { leadFileRoutes } from './routes/lead-files.ts';
import { leadRoutes } from './routes/leads.tsx';
import { manifestRoutes } from './routes/manifest.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { passkeySignInRoutes } from './routes/passkey-sign-in.tsx';
import { passkeyRoutes } from './routes/passkeys.ts';
import { pushDeviceRoutes } from './routes/push-devices.ts';
import { safetyRoutes } from './routes/safety.tsx';
import { serviceWorkerRoutes } from './routes/service-worker.tsx';
import { settingsRoutes } from './routes/settings.tsx';
import { setupRoutes } from './routes/setup.tsx';
import { signInRoutes } from './routes/sign-in.tsx';
import { teamRoutes } from './routes/team.tsx';
import { testCallRoutes } from './routes/test-calls.tsx';
import { webhookRoutes } from './routes/webhooks.tsx';
import type { PersonEnv } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** Every page and every call of the API, behind the guards that all of them share. */
export function createWebApp(options: WebOptions, parts: WebParts): WebApp {
  const app = createGuardedApp(options, parts);
  addRoutes(app, parts);
  return app;
}

/** The order matters: what stands above `requirePerson` is for everybody. */
export function addRoutes(app: WebApp, parts: WebParts): void {
  // Without sign-in, for whoever asks from this machine: health, metrics.
  for (const path of ['/health/*', '/metrics']) {
    app.use(path, async (context, next) =>
      context.var.client.isLocal ? next() : problem(context, 'only-on-this-machine'),
    );
  }
  app.route('/', healthRoutes(parts.health));
  app.route('/', metricsRoutes(parts.metrics));

  app.route('/', assetRoutes());
  app.route('/', manifestRoutes());
  app.route('/', serviceWorkerRoutes());
  app.route('/', apiRoutes(parts));

  const guard = createSignInGuard(parts.clock);
  app.route('/', signInRoutes(parts, guard));
  app.route('/', passkeySignInRoutes(parts, guard));
  app.route('/', claimRoutes(parts));

  // All that only somebody signed in reaches: one area a line.
  const forPeople = new Hono<PersonEnv>();
  forPeople.use(requirePerson(parts));
  forPeople.route('/', eventRoutes(parts.feed, parts.clock));
  forPeople.route('/', inboxRoutes(parts));
  forPeople.route('/', leadActionRoutes(parts));
  forPeople.route('/', leadFileRoutes(parts));
  forPeople.route('/', leadRoutes(parts));
  forPeople.route('/', callRoutes(parts));
  forPeople.route('/', dashboardRoutes(parts));
  forPeople.route('/', settingsRoutes(parts));
  forPeople.route('/', huntRoutes(parts));
  forPeople.route('/', setupRoutes(parts));
  forPeople.route('/', testCallRoutes(parts));
  forPeople.route('/', holidayRoutes(parts));
  forPeople.route('/', businessRoutes(parts));
  forPeople.route('/', businessSettingsRoutes(parts));
  forPeople.route('/', teamRoutes(parts));
  forPeople.route('/', alertRoutes(parts));
  forPeople.route('/', blockedRoutes(parts));
  forPeople.route('/', consentRoutes(parts));
  forPeople.route('/', webhookRoutes(parts));
  forPeople.route('/', safetyRoutes(parts));
  forPeople.route('/', accountRoutes(parts, guard));
  forPeople.route('/', passkeyRoutes(parts, guard));
  forPeople.route('/', pushDeviceRoutes(parts));
  app.route('/', forPeople);
}
