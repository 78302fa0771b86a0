import type { Command } from 'commander';
import { z } from 'zod';
import { loadConfig } from '../../config.ts';
import { type Cli, configFile, reportProblems } from '../cli.ts';
import { defineCommand, defineGroup } from '../define-command.ts';
import { EXIT } from '../exit-code.ts';
import { flag } from '../json/basics.ts';
import { OPTION, PROBLEM } from '../json/upkeep.ts';

export function addConfigCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'config', 'How textback connects, and where things lie');
  defineCheck(group, cli);
  defineDump(group, cli);
}

function defineCheck(group: Command, { world, withOptions }: Cli): void {
  defineCommand(group, {
    usage: 'check',
    summary: 'Name everything that is wrong with the configuration; exits 2 where something is',
    json: z.object({ ok: flag, problems: z.array(PROBLEM) }),
    examples: ['textback config check', 'textback config check --config /etc/textback/textback.toml'],
  }).action(
    withOptions((options) => {
      const loaded = loadConfig({ ...configFile(options), env: world.env });
      const problems = loaded.ok ? [] : loaded.problems;
      if (options.json === true) world.out(`${JSON.stringify({ ok: loaded.ok, problems }, null, 2)}\n`);
      else if (loaded.ok) world.out('The configuration is sound.\n');
      else reportProblems(world, problems, options);
      return loaded.ok ? EXIT.ok : EXIT.usage;
    }),
  );
}

function defineDump(group: Command, { world, withOptions }: Cli): void {
  defineCommand(group, {
    usage: 'dump',
    summary: 'Show every option in force and where it was set; never a secret',
    json: z.object({ options: z.array(OPTION) }),
    examples: ['textback config dump', 'textback config dump --json | jq ".options[]"'],
  }).action(
    withOptions((options) => {
      const loaded = loadConfig({ ...configFile(options), env: world.env });
      if (!loaded.ok) {
        reportProblems(world, loaded.problems, options);
        return EXIT.usage;
      }
      const lines = loaded.options.map(
        ({ key, value, where }) => `${key} = ${JSON.stringify(value)}  # ${where}\n`,
      );
      const json = `${JSON.stringify({ options: loaded.options }, null, 2)}\n`;
      world.out(options.json === true ? json : lines.join(''));
      return EXIT.ok;
    }),
  );
}
