CREATE TABLE `call_legs` (
	`channel_id` text PRIMARY KEY NOT NULL,
	`call_id` integer NOT NULL,
	`step` integer NOT NULL,
	`endpoint` text NOT NULL,
	`label` text NOT NULL,
	`state` text NOT NULL,
	`dialed_at` integer NOT NULL,
	`ringing_at` integer,
	`answered_at` integer,
	`ended_at` integer,
	`end` text,
	`cause` integer,
	`tech_cause` integer,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "call_legs_state" CHECK("call_legs"."state" IN ('dialing', 'ringing', 'answered', 'ended')),
	CONSTRAINT "call_legs_end" CHECK("call_legs"."end" IN ('no-answer', 'busy', 'declined', 'wrong-number', 'unreachable', 'caller-gave-up', 'answered-elsewhere', 'not-connected', 'hung-up'))
);
--> statement-breakpoint
CREATE INDEX `call_legs_call` ON `call_legs` (`call_id`);--> statement-breakpoint
CREATE TABLE `calls` (
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
	`machine` text,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "calls_state" CHECK("calls"."state" IN ('ringing', 'connected', 'wrapping-up', 'ended')),
	CONSTRAINT "calls_outcome" CHECK("calls"."outcome" IN ('answered', 'no-answer', 'busy', 'abandoned', 'unreachable', 'voicemail', 'blocked')),
	CONSTRAINT "calls_machine" CHECK(("calls"."machine" IS NULL) = ("calls"."state" = 'ended'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calls_caller_channel` ON `calls` (`caller_channel_id`);--> statement-breakpoint
CREATE INDEX `calls_arrived` ON `calls` (`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_line_arrived` ON `calls` (`line_id`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_lead_arrived` ON `calls` (`lead_id`,`arrived_at`);--> statement-breakpoint
CREATE INDEX `calls_open` ON `calls` (`id`) WHERE state <> 'ended';--> statement-breakpoint
CREATE TABLE `credit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`delta` integer NOT NULL,
	`balance_after` integer NOT NULL,
	`key` text NOT NULL,
	`message_id` integer,
	`note` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_entries_kind" CHECK("credit_entries"."kind" IN ('top-up', 'reserve', 'settle', 'release')),
	CONSTRAINT "credit_entries_balance" CHECK("credit_entries"."balance_after" >= 0),
	CONSTRAINT "credit_entries_delta" CHECK(("credit_entries"."kind" IN ('top-up', 'release') AND "credit_entries"."delta" > 0) OR ("credit_entries"."kind" = 'reserve' AND "credit_entries"."delta" < 0) OR ("credit_entries"."kind" = 'settle' AND "credit_entries"."delta" = 0))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_entries_key` ON `credit_entries` (`key`);--> statement-breakpoint
CREATE INDEX `credit_entries_message` ON `credit_entries` (`message_id`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`message_id` integer,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_verdict" CHECK("decisions"."verdict" IN ('send', 'suppress')),
	CONSTRAINT "decisions_reason" CHECK("decisions"."reason" IN ('disabled', 'answered', 'blocked', 'rang-too-briefly', 'withheld-number', 'own-number', 'not-textable', 'opted-out', 'too-old', 'no-credit')),
	CONSTRAINT "decisions_shape" CHECK(("decisions"."verdict" = 'send') = ("decisions"."reason" IS NULL)),
	CONSTRAINT "decisions_message" CHECK(("decisions"."verdict" = 'send') = ("decisions"."message_id" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`state` text NOT NULL,
	`source` text NOT NULL,
	`wording` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "consents_state" CHECK("consents"."state" IN ('opted-out', 'opted-in')),
	CONSTRAINT "consents_source" CHECK("consents"."source" IN ('text', 'staff'))
);
--> statement-breakpoint
CREATE INDEX `consents_number` ON `consents` (`number`,`id`);--> statement-breakpoint
CREATE TABLE `leads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`source` text NOT NULL,
	`stage_id` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_activity_at` integer NOT NULL,
	FOREIGN KEY (`stage_id`) REFERENCES `stages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "leads_source" CHECK("leads"."source" IN ('missed-call', 'text'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `leads_number` ON `leads` (`number`);--> statement-breakpoint
CREATE INDEX `leads_last_activity` ON `leads` (`last_activity_at`);--> statement-breakpoint
CREATE TABLE `stage_moves` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lead_id` integer NOT NULL,
	`from_stage_id` integer,
	`to_stage_id` integer NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_stage_id`) REFERENCES `stages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_stage_id`) REFERENCES `stages`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stage_moves_lead` ON `stage_moves` (`lead_id`,`at`);--> statement-breakpoint
CREATE TABLE `stages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stages_position` ON `stages` (`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `stages_name` ON `stages` (`name`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`at`);--> statement-breakpoint
CREATE TABLE `destinations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`step_id` integer NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	FOREIGN KEY (`step_id`) REFERENCES `hunt_steps`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "destinations_kind" CHECK("destinations"."kind" IN ('number', 'endpoint'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `destinations_step_position` ON `destinations` (`step_id`,`position`);--> statement-breakpoint
CREATE TABLE `hunt_steps` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`line_id` integer NOT NULL,
	`position` integer NOT NULL,
	`ring_seconds` integer,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hunt_steps_ring" CHECK("hunt_steps"."ring_seconds" IS NULL OR "hunt_steps"."ring_seconds" BETWEEN 5 AND 60)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hunt_steps_line_position` ON `hunt_steps` (`line_id`,`position`);--> statement-breakpoint
CREATE TABLE `lines` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`ring_timeout_seconds` integer DEFAULT 25 NOT NULL,
	`min_ring_seconds` integer DEFAULT 3 NOT NULL,
	`message` text,
	`sender` text,
	`text_expiry_seconds` integer DEFAULT 900 NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	CONSTRAINT "lines_ring_timeout" CHECK("lines"."ring_timeout_seconds" BETWEEN 10 AND 60),
	CONSTRAINT "lines_min_ring" CHECK("lines"."min_ring_seconds" BETWEEN 0 AND 60),
	CONSTRAINT "lines_text_expiry" CHECK("lines"."text_expiry_seconds" BETWEEN 60 AND 86400),
	CONSTRAINT "lines_enabled" CHECK("lines"."enabled" IN (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lines_number` ON `lines` (`number`) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE TABLE `early_receipts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`gateway` text NOT NULL,
	`carrier_id` text NOT NULL,
	`recipient` text NOT NULL,
	`state` text NOT NULL,
	`detail` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `early_receipts_carrier` ON `early_receipts` (`gateway`,`carrier_id`);--> statement-breakpoint
CREATE INDEX `early_receipts_age` ON `early_receipts` (`received_at`);--> statement-breakpoint
CREATE TABLE `inbound_parts` (
	`from_number` text NOT NULL,
	`to_number` text NOT NULL,
	`reference` integer NOT NULL,
	`total` integer NOT NULL,
	`index` integer NOT NULL,
	`text` text NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`from_number`, `to_number`, `reference`, `total`, `index`),
	CONSTRAINT "inbound_parts_index" CHECK("inbound_parts"."index" BETWEEN 1 AND "inbound_parts"."total"),
	CONSTRAINT "inbound_parts_total" CHECK("inbound_parts"."total" BETWEEN 2 AND 255)
);
--> statement-breakpoint
CREATE INDEX `inbound_parts_age` ON `inbound_parts` (`received_at`);--> statement-breakpoint
CREATE TABLE `message_parts` (
	`message_id` integer NOT NULL,
	`index` integer NOT NULL,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`gateway` text,
	`carrier_id` text,
	PRIMARY KEY(`message_id`, `index`),
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "message_parts_state" CHECK("message_parts"."state" IN ('pending', 'accepted', 'delivered', 'undelivered'))
);
--> statement-breakpoint
CREATE INDEX `message_parts_carrier` ON `message_parts` (`gateway`,`carrier_id`) WHERE carrier_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`lead_id` integer NOT NULL,
	`line_id` integer,
	`call_id` integer,
	`from_number` text NOT NULL,
	`to_number` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`unknowns` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`not_before` integer,
	`expires_at` integer NOT NULL,
	`sent_at` integer,
	`settled_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "messages_direction" CHECK("messages"."direction" IN ('in', 'out')),
	CONSTRAINT "messages_kind" CHECK("messages"."kind" IN ('text-back', 'reply')),
	CONSTRAINT "messages_state" CHECK("messages"."state" IN ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'cancelled', 'unknown', 'received')),
	CONSTRAINT "messages_received" CHECK(("messages"."direction" = 'in') = ("messages"."state" = 'received'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_text_back` ON `messages` (`call_id`) WHERE kind = 'text-back';--> statement-breakpoint
CREATE INDEX `messages_lead` ON `messages` (`lead_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `messages_outbox` ON `messages` (`not_before`) WHERE not_before IS NOT NULL;