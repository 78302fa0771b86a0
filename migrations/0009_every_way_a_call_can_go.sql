CREATE TABLE `blocked_numbers` (
	`number` text PRIMARY KEY NOT NULL,
	`treatment` text,
	`note` text NOT NULL,
	`actor` text NOT NULL,
	`blocked_at` integer NOT NULL,
	CONSTRAINT "blocked_numbers_treatment" CHECK("blocked_numbers"."treatment" IN ('busy', 'announcement', 'voicemail')),
	CONSTRAINT "blocked_numbers_note" CHECK(length("blocked_numbers"."note") <= 200)
);
--> statement-breakpoint
CREATE TABLE `outbound_calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`linked_id` text NOT NULL,
	`extension` text NOT NULL,
	`dialled_raw` text NOT NULL,
	`dialled_number` text,
	`lead_id` integer,
	`result` text NOT NULL,
	`dialed_at` integer NOT NULL,
	`connected_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "outbound_calls_result" CHECK("outbound_calls"."result" IN ('dialed', 'connected', 'no-answer')),
	CONSTRAINT "outbound_calls_connected" CHECK(("outbound_calls"."result" = 'connected') = ("outbound_calls"."connected_at" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbound_calls_linked` ON `outbound_calls` (`linked_id`);--> statement-breakpoint
CREATE INDEX `outbound_calls_dialed` ON `outbound_calls` (`dialed_at`);--> statement-breakpoint
CREATE INDEX `outbound_calls_lead` ON `outbound_calls` (`lead_id`,`dialed_at`);--> statement-breakpoint
CREATE INDEX `outbound_calls_number` ON `outbound_calls` (`dialled_number`,`dialed_at`);--> statement-breakpoint
CREATE INDEX `outbound_calls_open` ON `outbound_calls` (`id`) WHERE ended_at IS NULL;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_call_legs` (
	`channel_id` text PRIMARY KEY NOT NULL,
	`call_id` integer NOT NULL,
	`step` integer NOT NULL,
	`endpoint` text NOT NULL,
	`label` text NOT NULL,
	`state` text NOT NULL,
	`dialed_at` integer NOT NULL,
	`ringing_at` integer,
	`answered_at` integer,
	`confirmed_at` integer,
	`ended_at` integer,
	`end` text,
	`cause` integer,
	`tech_cause` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "call_legs_state" CHECK("__new_call_legs"."state" IN ('dialing', 'ringing', 'confirming', 'answered', 'ended')),
	CONSTRAINT "call_legs_end" CHECK("__new_call_legs"."end" IN ('no-answer', 'busy', 'declined', 'wrong-number', 'not-confirmed', 'unreachable', 'caller-gave-up', 'answered-elsewhere', 'not-connected', 'hung-up'))
);
--> statement-breakpoint
INSERT INTO `__new_call_legs`("channel_id", "call_id", "step", "endpoint", "label", "state", "dialed_at", "ringing_at", "answered_at", "ended_at", "end", "cause", "tech_cause") SELECT "channel_id", "call_id", "step", "endpoint", "label", "state", "dialed_at", "ringing_at", "answered_at", "ended_at", "end", "cause", "tech_cause" FROM `call_legs`;--> statement-breakpoint
DROP TABLE `call_legs`;--> statement-breakpoint
ALTER TABLE `__new_call_legs` RENAME TO `call_legs`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `call_legs_call` ON `call_legs` (`call_id`);--> statement-breakpoint
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
	CONSTRAINT "calls_handling" CHECK("__new_calls"."handling" IN ('controlled', 'journaled', 'observed')),
	CONSTRAINT "calls_is_test" CHECK("__new_calls"."is_test" IN (0, 1)),
	CONSTRAINT "calls_voicemail" CHECK("__new_calls"."voicemail" IN ('left', 'not-left')),
	CONSTRAINT "calls_voicemail_seconds" CHECK("__new_calls"."voicemail_seconds" BETWEEN 0 AND 86400),
	CONSTRAINT "calls_returned" CHECK(("__new_calls"."returned_by" IS NULL) = ("__new_calls"."returned_at" IS NULL)),
	CONSTRAINT "calls_machine" CHECK(("__new_calls"."machine" IS NULL) = ("__new_calls"."state" = 'ended'))
);
--> statement-breakpoint
INSERT INTO `__new_calls`("id", "caller_channel_id", "line_id", "lead_id", "from_raw", "from_number", "from_name", "state", "outcome", "arrived_at", "bridged_at", "finished_at", "machine") SELECT "id", "caller_channel_id", "line_id", "lead_id", "from_raw", "from_number", "from_name", "state", "outcome", "arrived_at", "bridged_at", "finished_at", "machine" FROM `calls`;--> statement-breakpoint
DROP TABLE `calls`;--> statement-breakpoint
ALTER TABLE `__new_calls` RENAME TO `calls`;--> statement-breakpoint
CREATE UNIQUE INDEX `calls_caller_channel` ON `calls` (`caller_channel_id`);--> statement-breakpoint
CREATE INDEX `calls_arrived` ON `calls` (`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_line_arrived` ON `calls` (`line_id`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_lead_arrived` ON `calls` (`lead_id`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_from_arrived` ON `calls` (`from_number`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_open` ON `calls` (`id`) WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX `calls_returned_by` ON `calls` (`returned_by`) WHERE returned_by IS NOT NULL;--> statement-breakpoint
CREATE TABLE `__new_decisions` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`message_id` integer,
	`asked` text,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_verdict" CHECK("__new_decisions"."verdict" IN ('send', 'suppress')),
	CONSTRAINT "decisions_reason" CHECK("__new_decisions"."reason" IN ('test-call', 'disabled', 'answered', 'blocked', 'rang-too-briefly', 'withheld-number', 'own-number', 'not-textable', 'opted-out', 'consent-under-review', 'country-not-allowed', 'too-old', 'cool-down', 'resolved', 'cap-reached', 'quiet-hours', 'no-credit')),
	CONSTRAINT "decisions_shape" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."reason" IS NULL)),
	CONSTRAINT "decisions_message" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."message_id" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_decisions`("call_id", "verdict", "reason", "message_id", "asked", "decided_at") SELECT "call_id", "verdict", "reason", "message_id", "asked", "decided_at" FROM `decisions`;--> statement-breakpoint
DROP TABLE `decisions`;--> statement-breakpoint
ALTER TABLE `__new_decisions` RENAME TO `decisions`;--> statement-breakpoint
CREATE TABLE `__new_destinations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`step_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`name` text,
	`confirm` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`step_id`) REFERENCES `hunt_steps`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "destinations_kind" CHECK("__new_destinations"."kind" IN ('number', 'endpoint', 'line')),
	CONSTRAINT "destinations_confirm" CHECK("__new_destinations"."confirm" IN (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_destinations`("id", "step_id", "position", "kind", "value") SELECT "id", "step_id", "position", "kind", "value" FROM `destinations`;--> statement-breakpoint
DROP TABLE `destinations`;--> statement-breakpoint
ALTER TABLE `__new_destinations` RENAME TO `destinations`;--> statement-breakpoint
CREATE UNIQUE INDEX `destinations_step_position` ON `destinations` (`step_id`,`position`);--> statement-breakpoint
ALTER TABLE `hunt_steps` ADD `hours` text;--> statement-breakpoint
CREATE TABLE `__new_lines` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`ring_timeout_seconds` integer DEFAULT 25 NOT NULL,
	`min_ring_seconds` integer DEFAULT 3 NOT NULL,
	`message` text,
	`sender` text,
	`time_zone` text,
	`booking_link` text,
	`gateways` text,
	`text_expiry_seconds` integer DEFAULT 900 NOT NULL,
	`text_delay_seconds` integer DEFAULT 0 NOT NULL,
	`cool_down_seconds` integer DEFAULT 14400 NOT NULL,
	`countries` text,
	`mode` text DEFAULT 'control' NOT NULL,
	`hunt_order` text DEFAULT 'fixed' NOT NULL,
	`hunt_turn` integer DEFAULT 0 NOT NULL,
	`caller_id` text DEFAULT 'caller' NOT NULL,
	`caller_id_prefix` text,
	`confirm_seconds` integer DEFAULT 12 NOT NULL,
	`name_recording` text,
	`after_miss` text DEFAULT 'release' NOT NULL,
	`announcement` text,
	`announcement_answers` integer DEFAULT false NOT NULL,
	`voicemail` text,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	CONSTRAINT "lines_ring_timeout" CHECK("__new_lines"."ring_timeout_seconds" BETWEEN 10 AND 60),
	CONSTRAINT "lines_min_ring" CHECK("__new_lines"."min_ring_seconds" BETWEEN 0 AND 60),
	CONSTRAINT "lines_text_expiry" CHECK("__new_lines"."text_expiry_seconds" BETWEEN 60 AND 86400),
	CONSTRAINT "lines_text_delay" CHECK("__new_lines"."text_delay_seconds" BETWEEN 0 AND 3600),
	CONSTRAINT "lines_cool_down" CHECK("__new_lines"."cool_down_seconds" BETWEEN 0 AND 2592000),
	CONSTRAINT "lines_mode" CHECK("__new_lines"."mode" IN ('control', 'observe')),
	CONSTRAINT "lines_hunt_order" CHECK("__new_lines"."hunt_order" IN ('fixed', 'round-robin', 'longest-idle')),
	CONSTRAINT "lines_caller_id" CHECK("__new_lines"."caller_id" IN ('caller', 'business', 'diversion')),
	CONSTRAINT "lines_confirm" CHECK("__new_lines"."confirm_seconds" BETWEEN 3 AND 30),
	CONSTRAINT "lines_after_miss" CHECK("__new_lines"."after_miss" IN ('release', 'announcement', 'voicemail')),
	CONSTRAINT "lines_voicemail" CHECK("__new_lines"."after_miss" <> 'voicemail' OR "__new_lines"."voicemail" IS NOT NULL),
	CONSTRAINT "lines_announcement_answers" CHECK("__new_lines"."announcement_answers" IN (0, 1)),
	CONSTRAINT "lines_enabled" CHECK("__new_lines"."enabled" IN (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_lines`("id", "number", "name", "enabled", "ring_timeout_seconds", "min_ring_seconds", "message", "sender", "time_zone", "booking_link", "gateways", "text_expiry_seconds", "text_delay_seconds", "cool_down_seconds", "countries", "created_at", "removed_at") SELECT "id", "number", "name", "enabled", "ring_timeout_seconds", "min_ring_seconds", "message", "sender", "time_zone", "booking_link", "gateways", "text_expiry_seconds", "text_delay_seconds", "cool_down_seconds", "countries", "created_at", "removed_at" FROM `lines`;--> statement-breakpoint
DROP TABLE `lines`;--> statement-breakpoint
ALTER TABLE `__new_lines` RENAME TO `lines`;--> statement-breakpoint
CREATE UNIQUE INDEX `lines_number` ON `lines` (`number`) WHERE removed_at IS NULL;