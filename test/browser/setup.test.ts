import { expect, test } from 'vitest';
import { receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { business } from '../fakes/service-bench.ts';
import { inspect, type Office, openOffice, SCREENS } from './office.ts';

const PASSWORD = 'ladder copper breeze anvil';
const STEPS = ['pbx', 'gateway', 'line', 'message', 'credits', 'test'];

/** As Asterisk does: the dialplan hands the call that is dialled to the daemon. */
function connect({ bench }: Office): void {
  bench.caller.ari = null;
  bench.caller.onDial = ({ channelId, number, callerId }) => {
    const call = { channelId, dialled: number, callerNumber: callerId.number, callerName: callerId.name };
    const wiring = { business, dialTemplate: 'PJSIP/{number}@trunk', sounds: '/sounds' };
    receiveAndSettle(bench.store, call, wiring, Date.now());
  };
}

test.each(SCREENS)(
  'given a new installation on $name, when somebody claims it, then page after page fits and has no fault',
  async (screen) => {
    const { bench, visit } = await openOffice({ isNew: true });
    const { page, complaints } = await visit(screen);
    await page.goto(bench.url);
    await inspect(page, `setup-claim-${screen.name}`);
    await page.fill('input[name=code]', '0000-0000-0000');
    await page.fill('input[name=name]', 'Maria');
    await page.fill('input[name=password]', PASSWORD);
    await page.click('button.primary');
    await page.waitForSelector('text=This is not the code');
    await inspect(page, `setup-claim-refused-${screen.name}`);
    await page.fill('input[name=code]', bench.setupCode() ?? '');
    await page.fill('input[name=password]', PASSWORD);
    await page.click('button.primary');
    await page.waitForSelector('text=Is your phone system found?');
    for (const step of STEPS) {
      await page.goto(`${bench.url}/settings/setup/${step}`);
      await inspect(page, `setup-${step}-${screen.name}`);
    }
    // What the refused form was answered with is told by browsers as an error of the network.
    expect(complaints.filter((each) => !each.includes('422'))).toEqual([]);
  },
);

test.each(SCREENS)(
  'given the settings on $name, when the line is tested, then the steps appear by themselves, to the end',
  async (screen) => {
    const office = await openOffice();
    const { bench, sit } = office;
    const { page, complaints } = await sit('Maria', screen);
    await page.goto(`${bench.url}/settings`);
    await page.click('text=Call the line');
    await page.waitForSelector('#test-call [role=alert] >> text=Something does not work');
    await page.waitForSelector('#test-call >> text=nothing listens at');
    await inspect(page, `test-call-failed-${screen.name}`);
    connect(office);
    await page.uncheck('input[name=rings]');
    await page.click('text=Call the line again');
    await page.waitForSelector('#test-call >> text=Dialplan');
    await page.waitForSelector('#test-call >> text=A missed caller would read:');
    await page.locator('#test-call').scrollIntoViewIfNeeded();
    await inspect(page, `test-call-${screen.name}`);
    expect(complaints).toEqual([]);
  },
);
