DROP INDEX `stage_moves_lead`;--> statement-breakpoint
CREATE INDEX `stage_moves_at` ON `stage_moves` (`at`,`to_stage_id`,`lead_id`);--> statement-breakpoint
CREATE INDEX `stage_moves_lead` ON `stage_moves` (`lead_id`,`at`,`id`,`to_stage_id`);--> statement-breakpoint
DROP INDEX `messages_lead`;--> statement-breakpoint
CREATE INDEX `messages_tally` ON `messages` (`created_at` / 900000,`direction`,`kind`,`state`,`line_id`,`lead_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `messages_lead` ON `messages` (`lead_id`,`created_at`,`id`,`direction`,`kind`,`state`);--> statement-breakpoint
DROP INDEX `response_clocks_missed`;--> statement-breakpoint
CREATE INDEX `response_clocks_missed` ON `response_clocks` (`missed_at`,`line_id`,`lead_id`,`target_at`,`ended_at`,`response`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`caller_channel_id` text NOT NULL,
	`line_id` integer NOT NULL,
	`lead_id` integer,
	`from_raw` text NOT NULL,
	`from_number` text,
	`from_name` text NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`tally` text,
	`arrived_at` integer NOT NULL,
	`bridged_at` integer,
	`finished_at` integer,
	`handling` text DEFAULT 'controlled' NOT NULL,
	`is_test` integer DEFAULT false NOT NULL,
	`voicemail` text,
	`voicemail_seconds` integer,
	`returned_by` integer,
	`returned_at` integer,
	`machine` text,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`returned_by`) REFERENCES `outbound_calls`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calls_state" CHECK("__new_calls"."state" IN ('ringing', 'confirming', 'connected', 'announcing', 'wrapping-up', 'ended')),
	CONSTRAINT "calls_outcome" CHECK("__new_calls"."outcome" IN ('answered', 'no-answer', 'busy', 'abandoned', 'unreachable', 'voicemail', 'blocked')),
	CONSTRAINT "calls_tally" CHECK("__new_calls"."tally" IN ('answered', 'missed', 'brief', 'blocked', 'test', 'unknown')),
	CONSTRAINT "calls_handling" CHECK("__new_calls"."handling" IN ('controlled', 'journaled', 'observed')),
	CONSTRAINT "calls_is_test" CHECK("__new_calls"."is_test" IN (0, 1)),
	CONSTRAINT "calls_voicemail" CHECK("__new_calls"."voicemail" IN ('left', 'not-left')),
	CONSTRAINT "calls_voicemail_seconds" CHECK("__new_calls"."voicemail_seconds" BETWEEN 0 AND 86400),
	CONSTRAINT "calls_returned" CHECK(("__new_calls"."returned_by" IS NULL) = ("__new_calls"."returned_at" IS NULL)),
	CONSTRAINT "calls_machine" CHECK(("__new_calls"."machine" IS NULL) = ("__new_calls"."state" = 'ended'))
);
--> statement-breakpoint
INSERT INTO `__new_calls`("id", "caller_channel_id", "line_id", "lead_id", "from_raw", "from_number", "from_name", "state", "outcome", "tally", "arrived_at", "bridged_at", "finished_at", "handling", "is_test", "voicemail", "voicemail_seconds", "returned_by", "returned_at", "machine") SELECT "id", "caller_channel_id", "line_id", "lead_id", "from_raw", "from_number", "from_name", "state", "outcome",
	-- What `tallyOf` would have said.
	CASE
		WHEN "outcome" IS NULL AND "state" <> 'ended' THEN NULL
		WHEN "is_test" THEN 'test'
		WHEN "outcome" IS NULL THEN 'unknown'
		WHEN "outcome" IN ('answered', 'blocked') THEN "outcome"
		ELSE coalesce((SELECT CASE "reason" WHEN 'rang-too-briefly' THEN 'brief' WHEN 'blocked' THEN 'blocked' END FROM `decisions` WHERE "call_id" = `calls`."id"), 'missed')
	END,
	"arrived_at", "bridged_at", "finished_at", "handling", "is_test", "voicemail", "voicemail_seconds", "returned_by", "returned_at", "machine" FROM `calls`;--> statement-breakpoint
DROP TABLE `calls`;--> statement-breakpoint
ALTER TABLE `__new_calls` RENAME TO `calls`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `calls_caller_channel` ON `calls` (`caller_channel_id`);--> statement-breakpoint
CREATE INDEX `calls_arrived` ON `calls` (`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_line_arrived` ON `calls` (`line_id`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_lead_arrived` ON `calls` (`lead_id`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_from_arrived` ON `calls` (`from_number`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_tally` ON `calls` (`arrived_at` / 900000,`tally`,`line_id`,`lead_id`);--> statement-breakpoint
CREATE INDEX `calls_open` ON `calls` (`id`) WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX `calls_returned_by` ON `calls` (`returned_by`) WHERE returned_by IS NOT NULL;--> statement-breakpoint
CREATE INDEX `leads_created` ON `leads` (`created_at`);